import { Prisma } from "#prisma";

/**
 * What a search looks for. `exact` alone is cheap, in the list's own order too. Where it is not, `near` says the same
 * of a row at hand without an index, and `far` has an index that finds what seldom stands.
 */
export type Wanted =
  | { by: "nothing" }
  | { by: "exact"; match: Prisma.Sql }
  | { by: "text"; near: Prisma.Sql | null; far: Prisma.Sql };

/** Beginnings of words, all of which must stand in the incident; empty when there is no letter or digit in the text. */
const wordsOf = (wanted: string) => wanted.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Words in a row: cutting a text into words costs more than looking whether it holds them at all, which rules most rows
 * out. Said of plain letters and digits only, since others may change their number when they become small.
 */
function wordsNearby(words: readonly string[], holds: Prisma.Sql): Prisma.Sql | null {
  if (words.length > 8 || !words.every((word) => /^[a-z0-9]+$/.test(word))) return null;
  const text = Prisma.sql`lower(concat_ws(' ', i.title, i.summary, i.report_happened, i.report_cause, i.report_resolution))`;
  const each = words.map((word) => Prisma.sql`strpos(${text}, ${word}) > 0`);
  return Prisma.sql`CASE WHEN ${Prisma.join(each, " AND ")} THEN ${holds} ELSE false END`;
}

/**
 * `q` is text, never a pattern (S-245, S-247): a number finds that incident, one or two letters the titles that begin
 * with them, more the words' beginnings anywhere in title, summary and report; signs alone are looked for as they are.
 */
export function wantedBy(q: string | undefined): Wanted {
  const wanted = q?.replaceAll("\u0000", "").toWellFormed().trim();
  if (!wanted) return { by: "nothing" };
  const number = /^(?:INC-)?(\d{1,9})$/i.exec(wanted)?.[1];
  if (number) return { by: "exact", match: Prisma.sql`i.number = ${Number(number)}` };
  const literal = wanted.replace(/[\\%_]/g, "\\$&");
  const words = wordsOf(wanted);
  if (words.length === 0) {
    const match = Prisma.sql`i.title ILIKE ${`%${literal}%`}`;
    return { by: "text", near: match, far: match };
  }
  const small = wanted.toLowerCase();
  const letters = [...small].length;
  // The index holds two letters and then the age: with both given it is walked in the list's order.
  if (letters === 2) return { by: "exact", match: Prisma.sql`lower(left(i.title, 2)) = ${small}` };
  if (letters === 1)
    return {
      by: "text",
      near: Prisma.sql`lower(left(i.title, 1)) = ${small}`,
      far: Prisma.sql`lower(left(i.title, 2)) LIKE ${`${literal.toLowerCase()}%`}`,
    };
  const query = words.map((word) => `${word}:*`).join(" & ");
  const holds = Prisma.sql`incident_words(i.title, i.summary, i.report_happened, i.report_cause, i.report_resolution) @@ to_tsquery('simple', ${query})`;
  return { by: "text", near: wordsNearby(words, holds), far: holds };
}

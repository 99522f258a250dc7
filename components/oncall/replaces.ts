import { lengthWords } from "#components/oncall/words.ts";
import type { ShiftDto } from "#lib/oncall/schema/on-call.ts";

const list = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/**
 * What an override would do: "Replaces Ines Albrecht for 19 h. Both are told."
 * @param who the person who covers; null: in words nobody; undefined: not chosen yet
 * @param shifts who is scheduled in the span now, gaps too
 */
export function replacesWords(
  who: string | null | undefined,
  span: { from: string; to: string },
  shifts: ReadonlyArray<Pick<ShiftDto, "user" | "from" | "to">>,
): string {
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)];
  const lengths = new Map<string, { id: string | null; name: string; ms: number }>();
  for (const shift of shifts) {
    const ms = Math.min(to, Date.parse(shift.to)) - Math.max(from, Date.parse(shift.from));
    if (ms <= 0) continue;
    const key = shift.user?.id ?? "";
    const before = lengths.get(key)?.ms ?? 0;
    lengths.set(key, { id: shift.user?.id ?? null, name: shift.user?.name ?? "", ms: before + ms });
  }
  const long = (ms: number) => lengthWords(new Date(0).toISOString(), new Date(ms).toISOString());
  const others = [...lengths.values()].filter((one) => one.id !== null && one.id !== who);
  const own = who ? (lengths.get(who)?.ms ?? 0) : 0;
  const gap = lengths.get("")?.ms ?? 0;
  const said: string[] = [];
  if (others.length > 0)
    said.push(`Replaces ${list(others.map((one) => `${one.name} for ${long(one.ms)}`))}.`);
  if (gap > 0 && who !== null) said.push(`Fills ${long(gap)} that nobody has.`);
  if (own > 0) said.push(`${long(own)} of it is theirs already.`);
  if (who === null) said.push("Nobody is on call then: pages ring the lead.");
  else if (others.length === 1) said.push("Both are told.");
  else if (others.length > 1) said.push("All of them are told.");
  else if (who) said.push("They are told.");
  return said.join(" ");
}

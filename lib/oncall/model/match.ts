/** Somebody who may be on call. */
export interface Candidate {
  id: string;
  name: string;
  email: string;
}

const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim().toLocaleLowerCase("en");

/** Whether a name stands in a text as words of its own. */
function holds(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (name === "" || at < 0) return false;
  const isLetter = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);
  return !isLetter(text[at - 1]) && !isLetter(text[at + name.length]);
}

/**
 * Whom a calendar means by a name or an address: somebody's mail, their name, or the one name that stands in the text.
 * Two that fit equally well are nobody.
 */
export function matchPerson(who: string, people: readonly Candidate[]): Candidate | null {
  const text = plain(who);
  const exact = people.filter((one) => plain(one.email) === text || plain(one.name) === text);
  if (exact.length > 0) return exact.length === 1 ? (exact[0] ?? null) : null;
  const inside = people.filter((one) => holds(text, plain(one.name)));
  // "Anna Lee" within "Anna Lee-Marie" is not meant where both fit.
  const longest = Math.max(0, ...inside.map((one) => one.name.length));
  const best = inside.filter((one) => one.name.length === longest);
  return best.length === 1 ? (best[0] ?? null) : null;
}

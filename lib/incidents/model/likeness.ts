/** Words that say nothing of what is wrong. */
const PLAIN = new Set(
  "after again also been before down error errors fail failed failing fails from have into issue nobody none only over page some that them then there they this wrong very when where which while with".split(
    " ",
  ),
);
const MOST = 12;

/** The words by which an incident resembles another: of four letters or more, without what every incident says. */
export function tellingWords(...texts: string[]): string[] {
  const words = texts
    .join(" ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 4 && word.length <= 40 && !PLAIN.has(word));
  return [...new Set(words)].slice(0, MOST);
}

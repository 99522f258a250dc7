/** Joins class names, leaving out whatever is false, empty or absent. */
export function cx(...names: ReadonlyArray<string | false | null | undefined>): string {
  return names.filter(Boolean).join(" ");
}

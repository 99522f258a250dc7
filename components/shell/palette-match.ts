import type { PaletteCommand } from "#components/shell/palette-host.tsx";

/** Whether every word of the query occurs in the command's label, words or heading. Case and accents are ignored. */
export function matches(command: PaletteCommand, query: string): boolean {
  const text = plain(`${command.label} ${command.words ?? ""} ${command.group}`);
  return plain(query)
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The label cut into pieces; `hit` marks those that the query's words cover, longest first. */
export function highlight(label: string, query: string): ReadonlyArray<{ text: string; hit: boolean }> {
  const words = query.trim().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [{ text: label, hit: false }];
  const longest = [...words].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(${longest.map(escaped).join("|")})`, "giu");
  return label
    .split(pattern)
    .filter(Boolean)
    .map((text) => ({ text, hit: words.some((word) => word.toLowerCase() === text.toLowerCase()) }));
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/** Commands under their headings, in the order the headings first appear. */
export function grouped(commands: ReadonlyArray<PaletteCommand>): Array<[string, PaletteCommand[]]> {
  const groups = new Map<string, PaletteCommand[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups];
}

export const PRIORITY_WORDS: Record<string, string> = { high: "High", normal: "Normal", low: "Low" };
export const STATE_WORDS: Record<string, string> = { open: "Open", done: "Done", waived: "Waived" };
export const SOURCE_WORDS: Record<string, string> = {
  postmortem: "Postmortem",
  "checklist-run": "Checklist",
  incident: "Incident",
  person: "By hand",
};

/** "23 Nov 2026" of a calendar day: a day has no zone to be moved by. */
export function dayWords(day: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}

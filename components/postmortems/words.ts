export const STATE_WORDS: Record<string, string> = {
  draft: "Draft",
  "in-review": "In review",
  published: "Published",
};
export const STATE_TONES = { draft: "line", "in-review": "info", published: "ok" } as const;

export const CAUSE_WORDS: Record<string, string> = {
  trigger: "Trigger",
  contributing: "Contributing",
  detection: "Seen late",
};
export const CAUSE_OPTIONS = Object.entries(CAUSE_WORDS).map(([value, label]) => ({ value, label }));

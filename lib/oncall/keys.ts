/** Keys of what the browser holds about on-call. */
export const oncallKeys = {
  all: ["oncall"] as const,
  schedule: (id: string) => ["oncall", "schedule", id] as const,
  /** The shifts of a schedule between two ISO instants. */
  shifts: (id: string, from: string, to: string) => ["oncall", "shifts", id, from, to] as const,
};

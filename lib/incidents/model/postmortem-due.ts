import { calendarTime } from "./clocks.ts";
import type { SeverityFigures } from "./severity.ts";

const DAY = 86_400;

/** Days after the resolution by which a postmortem is due: our own figure (G-09). */
export const POSTMORTEM_DUE_DAYS = 5;

/** Whether resolving opens a postmortem (S-063, C-49), and by when it is due. */
export function postmortemDue(
  figures: Pick<SeverityFigures, "postmortem">,
  resolvedAt: Date,
  days: number = POSTMORTEM_DUE_DAYS,
): Date | null {
  return figures.postmortem === "required" ? calendarTime(resolvedAt, days * DAY) : null;
}

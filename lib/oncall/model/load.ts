import { isOutOfHours } from "#lib/platform/time.ts";

/** A page that reached somebody. */
export interface PageSent {
  userId: string;
  at: Date;
  /** The incident that paged; null for anything else. */
  incidentId: string | null;
}

export interface Figures {
  pages: number;
  outOfHoursPages: number;
  incidents: number;
}

interface Stretch {
  userId: string;
  from: Date;
  to: Date;
}

/** The pages that came to somebody in their stretches, half-open; each page once. */
export const pagesIn = (pages: readonly PageSent[], stretches: readonly Stretch[]): PageSent[] =>
  pages.filter((page) =>
    stretches.some((one) => one.userId === page.userId && one.from <= page.at && page.at < one.to),
  );

/** What pages come down to; of an incident that paged several times there is one. */
export function figuresOf(pages: readonly PageSent[], zone: string): Figures {
  return {
    pages: pages.length,
    outOfHoursPages: pages.filter((page) => isOutOfHours(page.at, zone)).length,
    incidents: new Set(pages.flatMap((page) => (page.incidentId ? [page.incidentId] : []))).size,
  };
}

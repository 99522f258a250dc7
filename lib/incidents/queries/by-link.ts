import { readRight } from "#lib/notifications/queries/link.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { Severity } from "../model.ts";

/** What the holder of an acknowledge link is shown, and nothing else: of a private incident not even its title. */
export interface LinkedIncident {
  /** `over`: somebody has acknowledged it, or it has ended. */
  state: "good" | "used" | "expired" | "unknown" | "over";
  number: string | null;
  severity: Severity | null;
  title: string | null;
}

const NOTHING: LinkedIncident = { state: "unknown", number: null, severity: null, title: null };

/** The incident behind a link of a page. Reading it changes nothing. */
export async function incidentByLink(ctx: Ctx, secret: string): Promise<LinkedIncident> {
  const right = await readRight(ctx, secret);
  if (right?.subject.kind !== "incident") return NOTHING;
  // A right that is no longer good shows nothing of what it was for.
  if (right.state !== "good") return { ...NOTHING, state: right.state };
  const incident = await reader(ctx).incident.findUnique({
    where: { id: right.subject.id },
    select: { number: true, severity: true, title: true, isPrivate: true, status: true },
  });
  if (!incident) return NOTHING;
  return {
    state: incident.status === "open" ? "good" : "over",
    number: `INC-${incident.number}`,
    severity: incident.severity as Severity,
    title: incident.isPrivate ? null : incident.title,
  };
}

import type { Ctx } from "#lib/platform/context.ts";
import type { IncidentDto, Verb } from "../schema/incidents.ts";
import { moveOn } from "./move-on.ts";

/** The harm has stopped (S-032): ends the update clock. */
export const mitigateIncident = (ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> =>
  moveOn(ctx, input, { to: "mitigated", action: "incident.mitigate", did: "mitigated" });

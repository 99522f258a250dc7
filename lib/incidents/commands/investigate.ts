import type { Ctx } from "#lib/platform/context.ts";
import type { IncidentDto, Verb } from "../schema/incidents.ts";
import { moveOn } from "./move-on.ts";

/** A person begins to look for the cause (S-031): ends the respond clock. */
export const investigateIncident = (ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> =>
  moveOn(ctx, input, { to: "investigating", action: "incident.investigate", did: "is investigating" });

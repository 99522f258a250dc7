import type { Ctx } from "#lib/platform/context.ts";
import type { IncidentDto, Verb } from "../schema/incidents.ts";
import { reportChange } from "./internal.ts";
import { moveOn } from "./move-on.ts";

/** It is over. A P0 or P1 opens its postmortem (S-063). */
export const resolveIncident = (ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> =>
  moveOn(ctx, input, {
    to: "resolved",
    action: "incident.resolve",
    did: "resolved",
    change: () => reportChange(input.report),
  });

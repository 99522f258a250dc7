import { listEscalations, readWatch } from "#lib/escalations/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { together } from "#lib/platform/db.ts";
import { readLinks, readRoles } from "../queries.ts";
import type { DetailsDto } from "../schema/details.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import { aroundService, followingOf } from "./around.ts";
import { outsideOf } from "./outside.ts";
import { readTasks } from "./tasks.ts";

/** Everything an incident's page shows beside it and its timeline; the right to see it was proven before. */
export async function readDetails(ctx: Ctx, incident: IncidentDto): Promise<DetailsDto> {
  const { id } = incident;
  const subject = { kind: "incident", id };
  const [roles, links, escalations, watch, outside, tasks, following, around] = await together(ctx, [
    () => readRoles(ctx, id),
    () => readLinks(ctx, id),
    () => listEscalations(ctx, subject),
    () => readWatch(ctx, subject),
    () => outsideOf(ctx, incident),
    () => readTasks(ctx, id),
    () => followingOf(ctx, id),
    () => aroundService(ctx, incident.serviceId),
  ]);
  return { roles, links, escalations, watch, outside, tasks, following, around };
}

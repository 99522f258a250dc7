import type { Ctx } from "#lib/platform/context.ts";
import { together } from "#lib/platform/db.ts";
import type { KpiDefinition } from "#prisma";
import type { SeenService, Sight } from "../queries.ts";
import { INCIDENT_KPIS, type IncidentKpi, incidentSeries } from "./incidents.ts";
import type { Frame, Series } from "./period.ts";
import { ROUTINE_KPIS, type RoutineKpi, routineSeries } from "./routine.ts";
import { sampleSeries } from "./samples.ts";

type Kpi = Pick<KpiDefinition, "key" | "aggregation" | "direction" | "source">;

export const isIncidentKpi = (key: string): key is IncidentKpi =>
  (INCIDENT_KPIS as readonly string[]).includes(key);
export const isRoutineKpi = (key: string): key is RoutineKpi =>
  (ROUTINE_KPIS as readonly string[]).includes(key);

/** Every asked KPI over the frame, each from where it comes: incidents, routine, or samples. */
export async function seriesFor(
  ctx: Ctx,
  kpis: Kpi[],
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Map<string, Series>> {
  const computed = kpis.filter((kpi) => kpi.source === "computed");
  const sampled = kpis.filter((kpi) => kpi.source !== "computed");
  const all = new Map<string, Series>();
  const fromIncidents = computed.map((kpi) => kpi.key).filter(isIncidentKpi);
  const routineKeys = computed.map((kpi) => kpi.key).filter(isRoutineKpi);
  const [samples, incidents, routine] = await together(ctx, [
    () => sampleSeries(ctx, sampled, frame, sight, service),
    () => (fromIncidents.length > 0 ? incidentSeries(ctx, frame, sight, service) : null),
    () =>
      together(
        ctx,
        routineKeys.map((key) => async () => {
          return [key, await routineSeries(ctx, key, frame, sight, service)] as const;
        }),
      ),
  ]);
  for (const [key, series] of samples) all.set(key, series);
  for (const key of fromIncidents) if (incidents) all.set(key, incidents[key]);
  for (const [key, series] of routine) all.set(key, series);
  return all;
}

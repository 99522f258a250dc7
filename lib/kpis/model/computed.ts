import type { Clock } from "#lib/incidents/model/clocks.ts";
import { type Aggregation, DEFAULT_WINDOW_DAYS, type KpiComparator, type KpiDirection } from "../model.ts";
import { sharePct } from "./statistics.ts";

export const COMPUTED_KPI_KEYS = [
  "mtta",
  "mttr",
  "incidents-by-severity",
  "respond-in-time",
  "checklist-completion",
  "checklist-on-time",
  "checklist-missed",
  "postmortems-on-time",
  "actions-on-time",
  "handoffs-in-time",
] as const;
export type ComputedKpiKey = (typeof COMPUTED_KPI_KEYS)[number];

export interface ComputedKpi {
  key: ComputedKpiKey;
  name: string;
  group: "response" | "routine" | "learning";
  unit: string;
  aggregation: Aggregation;
  direction: KpiDirection;
  windowDays: number;
  comparator: KpiComparator | null;
  target: number | null;
  /** One sentence: what is counted, and what is left out. */
  formula: string;
}

const LEFT_OUT = "Cancelled, merged, private and exercise incidents are left out.";

function computed(kpi: Omit<ComputedKpi, "windowDays" | "comparator" | "target">): ComputedKpi {
  return { ...kpi, windowDays: DEFAULT_WINDOW_DAYS, comparator: null, target: null };
}

/** What every installation has, whatever profile is loaded; no target by default (G-05). */
export const COMPUTED_KPIS: readonly ComputedKpi[] = [
  computed({
    key: "mtta",
    name: "Time to acknowledge",
    group: "response",
    unit: "seconds",
    aggregation: "median",
    direction: "lower_is_better",
    formula: `Seconds from opening to the first acknowledgement, of incidents opened in the window: median, p95, mean and count. Resolved without acknowledgement counts as acknowledged then. ${LEFT_OUT}`,
  }),
  computed({
    key: "mttr",
    name: "Time to resolve",
    group: "response",
    unit: "seconds",
    aggregation: "median",
    direction: "lower_is_better",
    formula: `Seconds from opening to the last resolution, less the time it stood resolved, of incidents opened in the window: median, p95, mean and count. ${LEFT_OUT}`,
  }),
  computed({
    key: "incidents-by-severity",
    name: "Incidents by severity",
    group: "response",
    unit: "count",
    aggregation: "count-by-class",
    direction: "track",
    formula: `Incidents opened in the window, by their present severity. ${LEFT_OUT}`,
  }),
  computed({
    key: "respond-in-time",
    name: "Responded in time",
    group: "response",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula: `Respond clocks ended in time, divided by those ended or overdue, of incidents opened in the window. ${LEFT_OUT}`,
  }),
  computed({
    key: "checklist-completion",
    name: "Checklists completed",
    group: "routine",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Runs completed, late ones too, divided by runs that fell due in the window. Skipped and not measured runs are left out.",
  }),
  computed({
    key: "checklist-on-time",
    name: "Checklists on time",
    group: "routine",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Runs completed by their due time on the server's clock, divided by runs that fell due in the window. Skipped and not measured runs are left out.",
  }),
  computed({
    key: "checklist-missed",
    name: "Checklists missed",
    group: "routine",
    unit: "count",
    aggregation: "count",
    direction: "lower_is_better",
    formula:
      "Runs whose grace time ended in the window before they were completed; completing them later changes nothing.",
  }),
  computed({
    key: "postmortems-on-time",
    name: "Postmortems on time",
    group: "learning",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Postmortems published by their due time, divided by those that fell due in the window. Private ones are left out.",
  }),
  computed({
    key: "actions-on-time",
    name: "Actions done on time",
    group: "learning",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Action items done by the end of their due date, divided by those due in the window. Waived ones are left out.",
  }),
  computed({
    key: "handoffs-in-time",
    name: "Handoffs accepted in time",
    group: "routine",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Handoffs accepted before their grace time ended, divided by those whose grace time ended in the window. Confirmations of a shift that nobody handed over are left out.",
  }),
];

/** Whether a respond clock counts, and how: in time, late, or not yet (still running before its due time). */
export function respondOutcome(clock: Clock | null, now: Date): "in-time" | "late" | "open" | null {
  if (clock === null) return null;
  if (clock.breachedAt !== null || (clock.endedAt ?? now) > clock.dueAt) return "late";
  return clock.endedAt ? "in-time" : "open";
}

/** Clocks ended in time in percent of those ended or overdue; null when none did. */
export function respondInTimePct(clocks: readonly (Clock | null)[], now: Date): number | null {
  const outcomes = clocks.map((clock) => respondOutcome(clock, now));
  const inTime = outcomes.filter((outcome) => outcome === "in-time").length;
  return sharePct(inTime, inTime + outcomes.filter((outcome) => outcome === "late").length);
}

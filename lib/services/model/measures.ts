import { choice, figures, number, offer, TIERS } from "./kinds.ts";

const errors = "Errors and response times" as const;
const load = "Load and storage" as const;
const percent = { unit: "%", min: 0, max: 100 };
const milliseconds = { unit: "ms", min: 1, max: 600_000 };
const minutes = { unit: "min", min: 0, max: 1440, whole: true };

const KPIS = "KPIs of the service";

/** C-01 to C-08, C-12 and C-23 to C-25: what is measured, and from where on it is bad. */
export const MEASURE_SETTINGS = {
  error_rate_target_pct: number({
    label: "Error rate: target",
    explain: "The share of failed requests that a service stays below when all is well.",
    group: errors,
    conflict: "C-01",
    ...percent,
    default: 1,
    presets: { election: 0.1 },
    judges: KPIS,
  }),
  error_rate_warn_pct: number({
    label: "Error rate: warn from",
    explain: "From this share of failed requests on a reading is a warning.",
    group: errors,
    conflict: "C-02",
    ...percent,
    default: 1,
    judges: "Readings of the error rate in a service's checklists",
  }),
  error_rate_critical_pct: number({
    label: "Error rate: critical from",
    explain: "From this share of failed requests on a reading is critical.",
    group: errors,
    conflict: "C-02",
    ...percent,
    default: 5,
    judges: "Readings of the error rate in a service's checklists",
  }),
  error_rate_critical_tier: choice({
    label: "Error rate: tier of critical",
    explain: "How loudly a critical error rate is announced.",
    group: errors,
    conflict: "C-02",
    options: TIERS,
    default: "critical",
    presets: { "payments-saas": "high" },
  }),
  launch_verdict_act_pct: number({
    label: "Error rate: act in the launch verdict",
    explain: "Above this error rate the verdict after the first 72 hours is to act.",
    group: errors,
    conflict: "C-02",
    ...percent,
    default: 3,
  }),
  response_target_statistic: choice({
    label: "Response time: statistic of the target",
    explain: "Whether the response target speaks of the average or of the slowest twentieth.",
    group: errors,
    conflict: "C-03",
    options: offer(
      ["p95", "95th percentile"],
      ["avg", "Average"],
      ["avg_and_p95", "Both, each with its own target"],
    ),
    default: "p95",
    presets: { election: "avg", "olympiad-platform": "avg_and_p95" },
    judges: "Which KPI a reading of response time feeds",
  }),
  slow_response_warn_ms: number({
    label: "Slow response: warn from",
    explain: "From this response time on a reading is a warning.",
    group: errors,
    conflict: "C-04",
    ...milliseconds,
    default: 1000,
    presets: { supabase: 2000, "olympiad-platform": 2000 },
    judges: "Readings of response time in a service's checklists",
  }),
  slow_response_critical_ms: number({
    label: "Slow response: critical from",
    explain: "From this response time on a reading is critical.",
    group: errors,
    conflict: "C-04",
    ...milliseconds,
    default: 2000,
    judges: "Readings of response time in a service's checklists",
  }),
  slow_query_ms: number({
    label: "Slow database query: from",
    explain: "From this duration on a database query counts as slow.",
    group: errors,
    conflict: "C-05",
    ...milliseconds,
    default: 1000,
    judges: "Readings of query time in a service's checklists",
  }),
  system_down_rule: choice({
    label: "System down: judged by",
    explain: "What says that a service is down: probes that fail, or the share of time it was up.",
    group: errors,
    conflict: "C-23",
    options: offer(["probe_failure", "Failing probes"], ["uptime", "Uptime in a window"]),
    default: "probe_failure",
  }),
  system_down_uptime: figures({
    label: "System down: uptime window",
    explain: "When uptime judges: below which share, looked at over how many minutes.",
    group: errors,
    conflict: "C-23",
    figures: [
      { key: "below_pct", label: "Uptime below", unit: "%", min: 0, max: 100 },
      { key: "window_minutes", label: "Window", unit: "min", min: 1, max: 43_200, whole: true },
    ],
    default: { below_pct: 95, window_minutes: 60 },
  }),
  downtime_budget: choice({
    label: "Downtime budget",
    explain:
      "Whether the minutes a service may be down come from the true length of the month, or from a round figure.",
    group: errors,
    conflict: "C-24",
    options: offer(
      ["computed_from_window", "From the window's true length"],
      ["rounded", "45 minutes a month"],
    ),
    default: "computed_from_window",
  }),
  probe_interval_vs_down_after: figures({
    label: "Probes",
    explain: "How often a service is probed, and after how long without an answer it counts as down.",
    group: errors,
    conflict: "C-25",
    figures: [
      { key: "interval_minutes", label: "Probe every", unit: "min", min: 1, max: 60, whole: true },
      { key: "down_after_minutes", label: "Down after", unit: "min", min: 1, max: 120, whole: true },
    ],
    check: (values) =>
      (values.interval_minutes ?? 0) > (values.down_after_minutes ?? 0)
        ? "The probe must run at least as often as the time after which the service counts as down."
        : null,
    default: { interval_minutes: 1, down_after_minutes: 2 },
    presets: { "olympiad-platform": { interval_minutes: 5, down_after_minutes: 5 } },
  }),
  cpu_for_minutes: number({
    label: "CPU: high for",
    explain: "How long the processor has to be over its limit before that counts.",
    group: load,
    conflict: "C-06",
    ...minutes,
    default: 15,
    presets: { kubernetes: 5 },
  }),
  memory_for_minutes: number({
    label: "Memory: high for",
    explain: "How long memory has to be over its limit before that counts; 0 counts at once.",
    group: load,
    conflict: "C-07",
    ...minutes,
    default: 0,
    presets: { kubernetes: 5 },
  }),
  disk_critical_tier: choice({
    label: "Disk nearly full: tier",
    explain: "How loudly a disk that is nearly full is announced.",
    group: load,
    conflict: "C-08",
    options: TIERS,
    default: "critical",
    presets: { "payments-saas": "high", supabase: "medium", kubernetes: "medium" },
  }),
  db_failure_count: figures({
    label: "Database connection failures: critical",
    explain: "More failures than this within the window are critical; 0 makes every single one critical.",
    group: load,
    conflict: "C-12",
    figures: [
      { key: "more_than", label: "More than", unit: "failures", min: 0, max: 1000, whole: true },
      { key: "window_minutes", label: "Within", unit: "min", min: 1, max: 1440, whole: true },
    ],
    default: { more_than: 3, window_minutes: 5 },
    presets: { "payments-saas": { more_than: 0, window_minutes: 5 } },
  }),
};

import type { State } from "#components/ui/state-glyph.tsx";
import type { ServiceDto, VendorDto } from "#lib/services/schema.ts";

export const STATUS: Record<ServiceDto["status"], { word: string; state: State }> = {
  working: { word: "Working", state: "ok" },
  degraded: { word: "Degraded", state: "warn" },
  down: { word: "Down", state: "crit" },
};

export const VENDOR_STATUS: Record<VendorDto["status"], { word: string; state: State }> = {
  working: { word: "Working", state: "ok" },
  failing: { word: "Failing", state: "crit" },
  unknown: { word: "Not known", state: "none" },
};

export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** "Mon–Fri 08:00–18:00, Europe/Berlin"; calendar time when there are none. */
export function sayHours(hours: ServiceDto["serviceHours"]): string {
  if (!hours) return "Around the clock";
  const days = [...hours.days].sort((a, b) => a - b);
  const first = days[0] ?? 1;
  const last = days.at(-1) ?? first;
  const word = (day: number) => WEEKDAYS[day - 1] ?? "";
  const row = days.length > 2 && last - first === days.length - 1;
  const said = row ? `${word(first)}–${word(last)}` : days.map(word).join(", ");
  return `${said} ${hours.from}–${hours.to}, ${hours.zone.replaceAll("_", " ")}`;
}

const METRICS: Record<string, string> = {
  error_rate_pct: "Error rate",
  response_ms: "Response time",
  page_load_ms: "Page load",
  db_query_ms: "Database query",
  db_connections_pct: "Database connections",
  cpu_pct: "CPU",
  memory_pct: "Memory",
  disk_used_pct: "Disk used",
  storage_used_pct: "Storage used",
  db_disk_used_pct: "Database disk used",
  uptime_pct: "Uptime",
};

const STATISTICS: Record<string, string> = {
  avg: "average",
  p95: "95th percentile",
  ratio: "",
  unspecified: "",
  "": "",
};

/** "Response time, 95th percentile". */
export function sayMetric(metric: string, aggregation: string): string {
  const name = METRICS[metric] ?? metric.replaceAll(/[_-]/g, " ");
  const statistic = STATISTICS[aggregation] ?? aggregation;
  return statistic ? `${name}, ${statistic}` : name;
}

/** The unit of a metric as it is written: `percent` is "%". */
export function sayUnit(unit: string, metric: string): string {
  if (unit.startsWith("percent") || metric.endsWith("_pct")) return "%";
  return metric.endsWith("_ms") ? "ms" : unit;
}

import type { Condition, ImpactBounds } from "#lib/escalations/model.ts";
import type { PolicyDto } from "#lib/escalations/schema.ts";

export const STATE: Record<PolicyDto["state"], { word: string; tone: "ok" | "warn" | "neutral" }> = {
  active: { word: "In force", tone: "ok" },
  lacking: { word: "Lacks people", tone: "warn" },
  draft: { word: "Draft", tone: "neutral" },
  archived: { word: "Archived", tone: "neutral" },
};

export const KINDS = [
  { value: "schedule", label: "Whoever holds the pager" },
  { value: "lead", label: "Team lead" },
  { value: "user", label: "A person" },
  { value: "role", label: "A duty role" },
  { value: "team", label: "Another team's pager" },
  { value: "channel", label: "A channel, besides" },
] as const;

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const dayName = (day: number): string => DAYS[day - 1] ?? String(day);

function impactWords(bounds: ImpactBounds): string {
  const parts = [
    typeof bounds.usersPct === "number" ? `${bounds.usersPct} % of users are hit` : "",
    typeof bounds.tenants === "number" ? `${bounds.tenants} tenants are hit` : "",
    typeof bounds.failures === "number" ? `there are ${bounds.failures} failures` : "",
    typeof bounds.performancePct === "number" ? `performance is ${bounds.performancePct} % or less` : "",
  ];
  return parts.filter(Boolean).join(" or ");
}

/** A condition as one reads it behind "only". */
export function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case "severity":
      return `for ${condition.in.join(", ")}`;
    case "weekday":
      return `on ${condition.days.map(dayName).join(", ")}`;
    case "service-hours":
      return `${condition.is} service hours`;
    case "impact":
      return `once ${impactWords(condition)}`;
    case "local-hour":
      return `while it is ${condition.from} to ${condition.to} where they are`;
  }
}

/** "at once", "after 15 min", "after 1 h 30 min". */
export function waitWords(seconds: number): string {
  if (seconds === 0) return "at once";
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [
    hours ? `${hours} h` : "",
    minutes ? `${minutes} min` : "",
    seconds % 60 ? `${seconds % 60} s` : "",
  ];
  return `after ${parts.filter(Boolean).join(" ")}`;
}

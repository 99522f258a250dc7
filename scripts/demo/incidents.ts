import {
  type Clocks,
  calendarTime,
  clocksAfterMove,
  nextDueAt,
  startClocks,
} from "#lib/incidents/model/clocks.ts";
import { moveTo, type Stamps } from "#lib/incidents/model/life.ts";
import { DEFAULT_SEVERITIES } from "#lib/incidents/model/severity.ts";
import { storeClocks } from "#lib/incidents/model/stored-clocks.ts";
import { type PathStatus, SEVERITIES, type Severity } from "#lib/incidents/model.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { TROUBLE } from "./cast.ts";
import type { Chance } from "./chance.ts";

export interface Where {
  teamId: string;
  serviceId: string;
  service: string;
  /** Ids of the team's people, the lead first. */
  people: string[];
}

export interface DemoIncident {
  row: Record<string, unknown>;
  timeline: Array<Record<string, unknown>>;
  stars: Array<Record<string, unknown>>;
  roles: Array<Record<string, unknown>>;
  named: Array<Record<string, unknown>>;
  severity: Severity;
  title: string;
  cause: string;
  resolution: string;
  resolvedAt: Date | null;
  status: string;
  id: string;
  where: Where;
  commander: string;
}

const MINUTE = 60_000;
/** Typical minutes to acknowledge, investigate, mitigate, resolve. */
const PACE: Record<Severity, readonly [number, number, number, number]> = {
  P0: [2, 6, 34, 71],
  P1: [3, 9, 47, 120],
  P2: [25, 70, 210, 420],
  P3: [180, 600, 1900, 3200],
  P4: [900, 2600, 6000, 9000],
};
const NOTES = [
  "Looking at the release of this morning.",
  "Error rate falls: 6.1 % to 2.4 % in two minutes.",
  "Pool at 98 %, draining.",
  "Provider status page is green.",
  "Reproduced on staging with the same tenant.",
  "Rolling back, two of six nodes done.",
];

function advance(
  chance: Chance,
  severity: Severity,
  openedAt: Date,
  until: PathStatus,
  now: Date,
): { stamps: Stamps; clocks: Clocks } {
  const add = calendarTime;
  let stamps: Stamps = {
    status: "open",
    openedAt,
    acknowledgedAt: null,
    investigatingAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
    cancelledAt: null,
    firstAckAt: null,
    resolvedSeconds: 0,
  };
  let clocks = startClocks(DEFAULT_SEVERITIES[severity], openedAt, add);
  const pace = PACE[severity];
  const steps = ["acknowledged", "investigating", "mitigated", "resolved", "closed"] as const;
  let at = openedAt.getTime();
  let before = 0;
  for (const [index, step] of steps.entries()) {
    if (until === "open") break;
    const typical = index < 4 ? (pace[index as 0 | 1 | 2 | 3] ?? 0) - before : 600;
    before = index < 4 ? (pace[index as 0 | 1 | 2 | 3] ?? 0) : before;
    at = Math.min(at + Math.max(0.5, chance.around(typical, typical * 1.1)) * MINUTE, now.getTime());
    stamps = moveTo(stamps, step, new Date(at));
    clocks = clocksAfterMove(clocks, step, new Date(at));
    if (step === until) break;
  }
  return { stamps, clocks };
}

interface Told {
  kind: string;
  text: string;
  data: Record<string, unknown>;
  at: Date;
  by: string;
  starred?: boolean;
}

function storyOf(chance: Chance, stamps: Stamps, by: string, cause: string, severity: Severity): Told[] {
  const told: Told[] = [
    { kind: "status", text: "", data: { to: "open", severity }, at: stamps.openedAt, by },
  ];
  const moves = [
    ["open", "acknowledged", stamps.acknowledgedAt],
    ["acknowledged", "investigating", stamps.investigatingAt],
    ["investigating", "mitigated", stamps.mitigatedAt],
    ["mitigated", "resolved", stamps.resolvedAt],
    ["resolved", "closed", stamps.closedAt],
  ] as const;
  for (const [from, to, at] of moves)
    if (at) told.push({ kind: "status", text: "", data: { from, to }, at, by });
  const from = stamps.investigatingAt;
  if (from) {
    const end = (stamps.mitigatedAt ?? new Date(from.getTime() + 20 * MINUTE)).getTime();
    const within = () => new Date(chance.between(from.getTime(), Math.max(from.getTime() + 1, end)));
    told.push({ kind: "note", text: chance.pick(NOTES), data: {}, at: within(), by });
    if (stamps.mitigatedAt)
      told.push({ kind: "decision", text: `Cause: ${cause}.`, data: {}, at: within(), by, starred: true });
    if (severity <= "P1") {
      told.push({
        kind: "update",
        text: "We know of it and work on it. Next update within the hour.",
        data: { audience: "stakeholders" },
        at: within(),
        by,
        starred: true,
      });
    }
  }
  return told.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** One believable incident, opened at `openedAt` and brought as far as `until`. */
export function tellIncident(
  chance: Chance,
  where: Where,
  openedAt: Date,
  severity: Severity,
  until: PathStatus | "cancelled",
  now: Date,
  topic?: number,
  by?: string,
): DemoIncident {
  const troubles = TROUBLE[where.service] ?? [["Something is slow", "Load", "Scaled up"]];
  const [title, cause, resolution] = troubles[
    (topic ?? chance.whole(0, troubles.length - 1)) % troubles.length
  ] ?? ["Trouble", "Load", "Scaled up"];
  const id = uuidv7(openedAt.getTime());
  const commander = by ?? chance.pick(where.people);
  const declarer = chance.pick(where.people);
  const cancelled = until === "cancelled";
  const { stamps, clocks } = advance(chance, severity, openedAt, cancelled ? "open" : until, now);
  const acted = stamps.acknowledgedAt !== null;
  const written = stamps.closedAt !== null;
  const row = {
    id,
    title,
    summary: "",
    severity,
    status: cancelled ? "cancelled" : stamps.status,
    type: severity === "P0" ? "downtime" : "other",
    source: chance.weighted([
      ["person", 4],
      ["checklist", 3],
      ["monitoring", 4],
      ["user-report", 2],
    ]),
    team_id: where.teamId,
    service_id: where.serviceId,
    assignee_id: null,
    commander_id: acted ? commander : null,
    declared_by_id: declarer,
    opened_at: openedAt,
    acknowledged_at: stamps.acknowledgedAt,
    acknowledged_by_id: acted ? commander : null,
    investigating_at: stamps.investigatingAt,
    mitigated_at: stamps.mitigatedAt,
    resolved_at: stamps.resolvedAt,
    closed_at: stamps.closedAt,
    cancelled_at: cancelled ? new Date(openedAt.getTime() + 4 * MINUTE) : null,
    first_ack_at: stamps.firstAckAt,
    resolved_seconds: 0,
    clocks: storeClocks(cancelled ? clocksAfterMove(clocks, "cancelled", openedAt) : clocks),
    next_due_at: cancelled ? null : nextDueAt(clocks),
    impact: severity <= "P1" ? { usersPct: chance.whole(5, 60), failures: chance.whole(20, 900) } : {},
    report_happened: written ? `${title}.` : null,
    report_cause: written ? `${cause}.` : null,
    report_resolution: written ? `${resolution}.` : null,
    is_demo: true,
    is_private: false,
    is_exercise: false,
    version:
      1 +
      [
        stamps.acknowledgedAt,
        stamps.investigatingAt,
        stamps.mitigatedAt,
        stamps.resolvedAt,
        stamps.closedAt,
      ].filter(Boolean).length,
    created_at: openedAt,
    updated_at: stamps.closedAt ?? stamps.resolvedAt ?? openedAt,
  };
  const story = storyOf(chance, stamps, acted ? commander : declarer, cause, severity).map((entry) => ({
    ...entry,
    id: uuidv7(entry.at.getTime()),
  }));
  return {
    row,
    id,
    severity,
    title,
    cause,
    resolution,
    resolvedAt: stamps.resolvedAt,
    status: row.status,
    where,
    commander,
    timeline: story.map((entry) => ({
      id: entry.id,
      incident_id: id,
      kind: entry.kind,
      text: entry.text,
      data: entry.data,
      actor_id: entry.by,
      occurred_at: entry.at,
      at: entry.at,
    })),
    stars: story
      .filter((entry) => entry.starred)
      .map((entry) => ({ entry_id: entry.id, by_id: entry.by, at: entry.at })),
    roles: acted
      ? [
          {
            id: uuidv7(openedAt.getTime()),
            incident_id: id,
            role: "commander",
            user_id: commander,
            from: stamps.acknowledgedAt,
            until: null,
          },
        ]
      : [],
    named: [...new Set([declarer, ...(acted ? [commander] : [])])].map((userId) => ({
      incident_id: id,
      user_id: userId,
      because: userId === declarer ? "declared" : "role",
      at: openedAt,
    })),
  };
}

/** Ninety days' worth: mostly closed, the newest still going on, a few cancelled. */
export function tellIncidents(
  chance: Chance,
  places: Where[],
  count: number,
  days: number,
  now: Date,
): DemoIncident[] {
  const told: DemoIncident[] = [];
  for (let index = 0; index < count; index++) {
    const age = ((index + chance.next()) / count) * days;
    const openedAt = new Date(now.getTime() - Math.max(0.4, age) * 86_400_000);
    const severity = chance.weighted([
      ["P0", 2],
      ["P1", 9],
      ["P2", 30],
      ["P3", 36],
      ["P4", 23],
    ] as const);
    const hours = age * 24;
    const fresh = hours < 30 && SEVERITIES.indexOf(severity) >= 2;
    const until = fresh
      ? chance.weighted([
          ["open", 3],
          ["acknowledged", 3],
          ["investigating", 4],
          ["mitigated", 1],
        ] as const)
      : chance.happens(0.03)
        ? "cancelled"
        : age < 6 && chance.happens(0.4)
          ? "resolved"
          : "closed";
    told.push(tellIncident(chance, chance.pick(places), openedAt, severity, until, now));
  }
  return told;
}

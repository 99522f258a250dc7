import {
  type Condition,
  type ImpactBounds,
  isUrgent,
  type Level,
  type Path,
  ROUND_SECONDS,
  SEVERITIES,
  type Severity,
  TARGET_KINDS,
  type Target,
  type TargetKind,
} from "../model.ts";

/** What a policy holds beside its name, team, service and severities. */
export interface Definition {
  levels: Level[];
  roundSeconds: number;
  rounds: number | null;
  /** Null: the severity's own default. */
  ackTimeoutSeconds: number | null;
  backstopSeconds: number | null;
  /** When the policy judges at all; while they do not hold, the next one in line does. */
  conditions: Condition[];
}

/** Default: 30 minutes without a word after an acknowledgement. */
export const ACK_TIMEOUT_SECONDS = 30 * 60;

const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
const word = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** The catalogue names a duty role; the on-call developer is whoever holds the pager. */
function readTarget(value: unknown): Target | null {
  const from = record(value);
  if (from.kind === "duty-role") {
    const role = word(from.role);
    if (!role) return null;
    return role === "on-call-dev" ? { kind: "schedule", id: null } : { kind: "role", id: role };
  }
  const kind = word(from.kind);
  if (!kind || ![...TARGET_KINDS, "admins", "owner"].includes(kind)) return null;
  return { kind: kind as TargetKind, id: word(from.id) };
}

const severitiesIn = (value: unknown): Severity[] =>
  SEVERITIES.filter((severity) => list(value).includes(severity));

function readCondition(value: unknown): Condition | null {
  const from = record(value);
  if (from.kind === "severity") return { kind: "severity", in: severitiesIn(from.in) };
  if (from.kind === "weekday")
    return { kind: "weekday", days: list(from.days).filter((day) => typeof day === "number") };
  if (from.kind === "service-hours")
    return { kind: "service-hours", is: from.is === "outside" ? "outside" : "inside" };
  if (from.kind === "local-hour")
    return { kind: "local-hour", from: word(from.from) ?? "00:00", to: word(from.to) ?? "24:00" };
  if (from.kind === "impact") return { kind: "impact", ...readImpact(from) };
  return null;
}

const MEASURES = ["usersPct", "tenants", "failures", "performancePct"] as const;

/** The measures of an impact that are numbers, of whatever was stored. */
export function readImpact(stored: unknown): ImpactBounds {
  const from = record(stored);
  const given = MEASURES.flatMap((measure) => {
    const value = number(from[measure]);
    return value === null ? [] : [[measure, value] as const];
  });
  return Object.fromEntries(given);
}

const present = <T>(value: T | null): value is T => value !== null;

function readLevel(value: unknown): Level {
  const from = record(value);
  const targets = from.target === undefined ? list(from.targets) : [from.target];
  return {
    delaySeconds: number(from.delaySeconds) ?? 0,
    targets: targets.map(readTarget).filter(present),
    conditions: list(from.conditions).map(readCondition).filter(present),
  };
}

/** A stored definition, whichever shape the catalogue or an older version left it in. */
export function readDefinition(stored: unknown): Definition {
  const from = record(stored);
  const backstop = record(from.backstop);
  return {
    levels: list(from.levels).map(readLevel),
    // A round without a wait would never end.
    roundSeconds: Math.max(60, number(from.roundSeconds) ?? ROUND_SECONDS),
    rounds: number(from.rounds),
    ackTimeoutSeconds: number(from.ackTimeoutSeconds),
    backstopSeconds: number(from.backstopSeconds) ?? number(backstop.unresolvedSeconds),
    conditions: list(from.conditions).map(readCondition).filter(present),
  };
}

/** The severities a catalogue's draft is meant for. */
export const severitiesOf = (stored: unknown): Severity[] => severitiesIn(record(stored).appliesTo);

/** The duty roles a definition names: a draft asks who fills them. */
export function rolesOf(definition: Definition): string[] {
  const named = definition.levels.flatMap((level) =>
    level.targets.flatMap((target) => (target.kind === "role" && target.id ? [target.id] : [])),
  );
  return [...new Set(named)];
}

/** The path of a policy at one severity. */
export function pathOf(
  policy: { id: string; name: string; teamId: string; definition: Definition },
  severity: Severity,
  backstopSeconds: number | null,
): Path {
  const { definition } = policy;
  return {
    policyId: policy.id,
    name: policy.name,
    teamId: policy.teamId,
    levels: definition.levels,
    roundSeconds: definition.roundSeconds,
    rounds: definition.rounds,
    ackTimeoutSeconds: definition.ackTimeoutSeconds ?? (isUrgent(severity) ? ACK_TIMEOUT_SECONDS : null),
    backstopSeconds: definition.backstopSeconds ?? (isUrgent(severity) ? backstopSeconds : null),
  };
}

const one = (kind: TargetKind, delaySeconds = 0): Level => ({
  delaySeconds,
  targets: [{ kind, id: null }],
  conditions: [],
});

/** Until a team has an active policy (S-045): the pager's holder at once, the lead after 15 min, then administrators. */
export function defaultPath(teamId: string, severity: Severity, backstopSeconds: number | null): Path {
  return {
    policyId: null,
    name: "Default path",
    teamId,
    levels: isUrgent(severity) ? [one("schedule"), one("lead", 900), one("admins", 900)] : [one("owner")],
    roundSeconds: ROUND_SECONDS,
    rounds: isUrgent(severity) ? null : 1,
    ackTimeoutSeconds: isUrgent(severity) ? ACK_TIMEOUT_SECONDS : null,
    backstopSeconds: isUrgent(severity) ? backstopSeconds : null,
  };
}

/** The path of a call by hand to one person: repeated for a P0 or P1, once for the rest. */
export function callPath(teamId: string, target: Target, severity: Severity): Path {
  return {
    policyId: null,
    name: "Called by hand",
    teamId,
    levels: [{ delaySeconds: 0, targets: [target], conditions: [] }],
    roundSeconds: ROUND_SECONDS,
    rounds: isUrgent(severity) ? null : 1,
    ackTimeoutSeconds: null,
    backstopSeconds: null,
  };
}

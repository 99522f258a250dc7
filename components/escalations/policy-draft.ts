import type { Condition, Severity, TARGET_KINDS } from "#lib/escalations/model.ts";
import type { PolicyDto } from "#lib/escalations/schema.ts";

export interface TargetDraft {
  key: string;
  kind: (typeof TARGET_KINDS)[number];
  id: string;
}

export interface LevelDraft {
  key: string;
  /** Minutes, as typed. */
  delay: string;
  targets: TargetDraft[];
  conditions: Condition[];
}

export interface PolicyDraft {
  levels: LevelDraft[];
  severities: Severity[];
  conditions: Condition[];
  round: string;
  /** Empty: until acknowledged. */
  rounds: string;
  ackTimeout: string;
  backstop: string;
}

let made = 0;
const key = () => `row-${++made}`;
const minutes = (seconds: number | null) => (seconds === null ? "" : String(seconds / 60));

export const newTarget = (): TargetDraft => ({ key: key(), kind: "schedule", id: "" });
export const newLevel = (delay = "15"): LevelDraft => ({
  key: key(),
  delay,
  targets: [newTarget()],
  conditions: [],
});

/** What a form begins with: a policy as it is, or the usual path of three levels. */
export function toDraft(policy: PolicyDto | null): PolicyDraft {
  if (!policy)
    return {
      levels: [newLevel("0"), { ...newLevel(), targets: [{ ...newTarget(), kind: "lead" }] }],
      severities: ["P0", "P1"],
      conditions: [],
      round: "15",
      rounds: "",
      ackTimeout: "",
      backstop: "",
    };
  return {
    levels: policy.levels.map((level) => ({
      key: key(),
      delay: minutes(level.delaySeconds),
      targets: level.targets.map((target) => ({
        key: key(),
        kind: target.kind as TargetDraft["kind"],
        id: target.id ?? "",
      })),
      conditions: level.conditions,
    })),
    severities: policy.severities,
    conditions: policy.conditions,
    round: minutes(policy.roundSeconds),
    rounds: policy.rounds === null ? "" : String(policy.rounds),
    ackTimeout: minutes(policy.ackTimeoutSeconds),
    backstop: minutes(policy.backstopSeconds),
  };
}

/** Typed minutes as whole seconds; what is no number goes to the server as it is, which says so at the field. */
const seconds = (typed: string): number | string => {
  const value = Number(typed.replace(",", "."));
  return typed.trim() === "" || !Number.isFinite(value) ? typed : Math.round(value * 60);
};
const optional = (typed: string) => (typed.trim() === "" ? null : seconds(typed));

/** The draft as the API takes it. */
export function fromDraft(draft: PolicyDraft) {
  return {
    levels: draft.levels.map((level) => ({
      delaySeconds: seconds(level.delay),
      targets: level.targets.map((target) =>
        target.id ? { kind: target.kind, id: target.id } : { kind: target.kind },
      ),
      conditions: level.conditions,
    })),
    severities: draft.severities,
    conditions: draft.conditions,
    roundSeconds: seconds(draft.round),
    rounds: draft.rounds.trim() === "" ? null : Number(draft.rounds),
    ackTimeoutSeconds: optional(draft.ackTimeout),
    backstopSeconds: optional(draft.backstop),
  };
}

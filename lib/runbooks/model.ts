/*
 * Runbook     what to look at and what to do when something known goes wrong.
 * Symptoms    what people see. Diagnosis: numbered steps, some with a command. Fixes: cause → what helps.
 * Trigger     the metric whose bad reading suggests this runbook.
 * Version     each edit keeps what it said before; nothing is overwritten.
 * Review      somebody read it and found it still right; from then on the next review is counted.
 */

export const RUNBOOK_KINDS = ["response", "recovery", "reference"] as const;
export type RunbookKind = (typeof RUNBOOK_KINDS)[number];

/** A runbook that nobody looked at for so long wants a review (S-255: monthly; a quarter is late in any guide). */
export const REVIEW_DAYS = 90;

export interface Step {
  step: string;
  service?: string | undefined;
  command?: string | undefined;
  platform?: string | undefined;
}
export interface Fix {
  cause: string;
  fix: string;
  warning?: string | undefined;
  opens?: string | undefined;
}
export interface Command {
  does: string;
  command: string;
  platform?: string | undefined;
}
export interface EscalateWhen {
  metric: string;
  comparator: string;
  value: number;
  unit: string;
}
export interface RunbookContent {
  symptoms: string[];
  diagnosis: Step[];
  fixes: Fix[];
  commands: Command[];
  steps: Step[];
  escalateIf: EscalateWhen[];
}

export const EMPTY_CONTENT: RunbookContent = {
  symptoms: [],
  diagnosis: [],
  fixes: [],
  commands: [],
  steps: [],
  escalateIf: [],
};

const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const word = (value: unknown): string => (typeof value === "string" ? value : "");

/** Only the members that hold something, so that an absent one stays absent. */
function optional(from: Record<string, unknown>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (word(from[name]) ? [[name, word(from[name])]] : [])));
}

const readStep = (value: unknown): Step => {
  const from = record(value);
  return { step: word(from.step), ...optional(from, "service", "command", "platform") };
};

/** The stored content, whatever shape an older version or a catalogue left it in. */
export function readContent(stored: unknown): RunbookContent {
  const from = record(stored);
  return {
    symptoms: list(from.symptoms).map(word).filter(Boolean),
    diagnosis: list(from.diagnosis).map(readStep),
    fixes: list(from.fixes).map((value) => {
      const fix = record(value);
      return { cause: word(fix.cause), fix: word(fix.fix), ...optional(fix, "warning", "opens") };
    }),
    commands: list(from.commands).map((value) => {
      const command = record(value);
      return { does: word(command.does), command: word(command.command), ...optional(command, "platform") };
    }),
    steps: list(from.steps).map(readStep),
    escalateIf: list(from.escalateIf).map((value) => {
      const rule = record(value);
      return {
        metric: word(rule.metric),
        comparator: word(rule.comparator),
        value: Number(rule.value) || 0,
        unit: word(rule.unit),
      };
    }),
  };
}

export interface Reviewed {
  createdAt: Date;
  reviewedAt: Date | null;
  reviewBy: Date | null;
}

/** When it wants to be read again: the set date, else a quarter after the last review or its making (S-257). */
export function reviewDue(runbook: Reviewed): Date {
  const from = runbook.reviewedAt ?? runbook.createdAt;
  return runbook.reviewBy ?? new Date(from.getTime() + REVIEW_DAYS * 86_400_000);
}

export const isStale = (runbook: Reviewed, now: Date): boolean => reviewDue(runbook) <= now;

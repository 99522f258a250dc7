import { judgeItem } from "#lib/checklists/model/judging.ts";
import { cadenceOf, dueTimes } from "#lib/checklists/model/run.ts";
import {
  type AnswerValue,
  answerableItems,
  type ChecklistDefinition,
  type ChecklistItem,
  itemType,
} from "#lib/checklists/model.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { endOfLocalDay, occurrences } from "#lib/platform/time.ts";
import type { Chance } from "./chance.ts";

export interface DemoTemplate {
  templateId: string;
  versionId: string;
  teamId: string;
  serviceId: string | null;
  definition: ChecklistDefinition;
  rrule: string | null;
  time: string | null;
  zone: string;
  people: string[];
}

export interface DemoReading {
  metric: string;
  at: Date;
  value: number;
  runId: string;
  itemKey: string;
  serviceId: string | null;
  byId: string;
}

export interface DemoRuns {
  runs: Array<Record<string, unknown>>;
  results: Array<Record<string, unknown>>;
  readings: DemoReading[];
}

/** Typical value, spread, and what it looks like on a bad day. */
const FIGURES: Record<string, readonly [number, number, number]> = {
  uptime_pct: [99.96, 0.03, 99.4],
  response_ms: [420, 90, 1350],
  db_connections_pct: [58, 16, 86],
  logins: [12_400, 1500, 7800],
  payments: [3150, 420, 1900],
  file_uploads: [900, 160, 430],
  unauthorized_attempts: [0, 0, 3],
  certificate_days_left: [48, 20, 6],
};

/** One day in nine goes worse than usual. */
const BAD_SHARE = 0.11;

function answerOf(chance: Chance, item: ChecklistItem, bad: boolean): AnswerValue {
  const type = itemType(item);
  if (type === "yesno") {
    const fine = item.badWhen === "yes" ? "no" : "yes";
    return bad && chance.happens(0.3) ? (item.badWhen ?? fine) : fine;
  }
  if (type === "status") return bad && chance.happens(0.15) ? "failing" : "working";
  if (type === "trend")
    return bad
      ? "worse"
      : chance.weighted([
          ["stable", 5],
          ["better", 2],
        ] as const);
  if (type === "text") return bad ? "More retries than usual around noon." : "Nothing unusual.";
  if (type === "choice") return item.options?.[0] ?? "";
  if (type === "done") return true;
  const [middle, spread, worst] = FIGURES[item.measure?.metric ?? ""] ?? [50, 10, 95];
  const digits = middle > 90 && middle < 100 ? 2 : 0;
  const value = Number((bad && chance.happens(0.5) ? worst : chance.around(middle, spread)).toFixed(digits));
  const capped = item.measure?.metric === "uptime_pct" ? Math.min(100, value) : value;
  return type === "numberVsExpected" ? { actual: Math.round(capped), expected: middle } : capped;
}

function figure(value: AnswerValue): number | null {
  if (typeof value === "number") return value;
  return typeof value === "object" && value !== null ? value.actual : null;
}

/** Every occurrence of the last days: most in time, some late, a few missed; today's as far as it has come. */
export function tellRuns(chance: Chance, template: DemoTemplate, from: Date, now: Date): DemoRuns {
  const told: DemoRuns = { runs: [], results: [], readings: [] };
  if (!template.rrule) return told;
  const items = answerableItems(template.definition.sections);
  const rule = { rrule: template.rrule, time: template.time ?? "09:00", zone: template.zone };
  for (const opensAt of occurrences(rule, from, now)) {
    const { dueAt, missedAt } = dueTimes({
      opensAt,
      cadence: cadenceOf(template.rrule),
      endOfDay: endOfLocalDay(opensAt, template.zone),
      ...template.definition,
    });
    const by = chance.pick(template.people);
    const bad = chance.happens(BAD_SHARE);
    const still = missedAt === null || missedAt > now;
    const missed = !still && chance.happens(0.04);
    const startedAt = new Date(opensAt.getTime() + chance.between(4, 55) * 60_000);
    const finishedAt = new Date(
      startedAt.getTime() + chance.between(11, chance.happens(0.08) ? 190 : 32) * 60_000,
    );
    const done = missed
      ? 0
      : finishedAt <= now
        ? items.length
        : startedAt <= now
          ? Math.floor(items.length * 0.5)
          : 0;
    const id = uuidv7(opensAt.getTime());
    const complete = done === items.length;
    told.runs.push({
      id,
      template_id: template.templateId,
      version_id: template.versionId,
      team_id: template.teamId,
      service_id: template.serviceId,
      state: complete ? "completed" : "open",
      started_by: "schedule",
      opens_at: opensAt,
      due_at: dueAt,
      missed_at: missedAt,
      assign_kind: "pager",
      assign_id: null,
      owner_id: done > 0 ? by : null,
      owned_at: done > 0 ? startedAt : null,
      completed_at: complete ? finishedAt : null,
      completed_by_id: complete ? by : null,
      items_total: items.length,
      items_done: done,
      is_demo: true,
      version: 1 + done,
      created_at: opensAt,
      updated_at: complete ? finishedAt : opensAt,
    });
    for (const [index, item] of items.slice(0, done).entries()) {
      const at = new Date(
        startedAt.getTime() +
          ((finishedAt.getTime() - startedAt.getTime()) * (index + 1)) / (items.length + 1),
      );
      const value = answerOf(chance, item, bad);
      const verdict = judgeItem(item, { value });
      const troubled = verdict === "warn" || verdict === "critical";
      told.results.push({
        run_id: id,
        item_key: item.key,
        value,
        note: troubled ? "Seen, being looked at." : "",
        not_applicable: false,
        reason: "",
        verdict,
        by_id: by,
        at,
        version: 1,
      });
      const reading = figure(value);
      const metric = item.measure?.metric;
      if (metric && reading !== null)
        told.readings.push({
          metric,
          at,
          value: reading,
          runId: id,
          itemKey: item.key,
          serviceId: template.serviceId,
          byId: by,
        });
    }
  }
  return told;
}

/** A run on demand, begun a few minutes ago and answered up to `done` items. */
export function halfDoneRun(chance: Chance, template: DemoTemplate, by: string, done: number, now: Date) {
  const items = answerableItems(template.definition.sections);
  const begun = new Date(now.getTime() - 8 * 60_000);
  const id = uuidv7(begun.getTime());
  const due = new Date(begun.getTime() + 2 * 3_600_000);
  const row = {
    id,
    template_id: template.templateId,
    version_id: template.versionId,
    team_id: template.teamId,
    service_id: template.serviceId,
    state: "open",
    started_by: "person",
    opens_at: begun,
    due_at: due,
    missed_at: new Date(due.getTime() + 3_600_000),
    assign_kind: "pager",
    assign_id: null,
    owner_id: by,
    owned_at: begun,
    items_total: items.length,
    items_done: Math.min(done, items.length),
    is_demo: true,
    version: 1 + done,
    created_at: begun,
    updated_at: now,
  };
  const results = items.slice(0, done).map((item, index) => {
    const value = answerOf(chance, item, false);
    const at = new Date(begun.getTime() + (index + 1) * 40_000);
    return {
      run_id: id,
      item_key: item.key,
      value,
      note: "",
      not_applicable: false,
      reason: "",
      verdict: judgeItem(item, { value }),
      by_id: by,
      at,
      version: 1,
    };
  });
  return { row, results };
}

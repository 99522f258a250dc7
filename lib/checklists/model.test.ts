import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answers, completionGaps, escalations, progress } from "./model/completion.ts";
import {
  answerProblem,
  badSide,
  judgeItem,
  judgeReading,
  needsNote,
  readingValue,
  variancePct,
} from "./model/judging.ts";
import {
  awaitsSignOff,
  cadenceOf,
  dueTimes,
  onTime,
  type RunTimes,
  runAllows,
  runBelongsTo,
  runState,
  signOffProblem,
  wasMissed,
} from "./model/run.ts";
import {
  type AnswerValue,
  answerableItems,
  type ChecklistItem,
  type ChecklistSection,
  duplicateKeys,
  flattenItems,
  ITEM_TYPES,
  type ItemAnswer,
  type Measure,
} from "./model.ts";

const at = (iso: string) => new Date(iso);
const item = (more: Partial<ChecklistItem>): ChecklistItem => ({ key: "k", text: "Question", ...more });
const said = (value: AnswerValue | null, more: Partial<ItemAnswer> = {}): ItemAnswer => ({ value, ...more });
const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("a reading against its figures", () => {
  const response: Measure = { unit: "ms", comparator: "lt", target: 500, warn: 1000, critical: 2000 };
  test.each([
    [499, "ok"],
    [500, "miss"],
    [999, "miss"],
    [1000, "warn"],
    [1999, "warn"],
    [2000, "critical"],
    [2340, "critical"],
  ])("lower is better: %d is %s", (value, verdict) => {
    expect(judgeReading(response, value)).toBe(verdict);
  });

  const uptime: Measure = { unit: "percent", comparator: "gte", target: 99.9, critical: 95 };
  test.each([
    [99.9, "ok"],
    [99.89, "miss"],
    [95.01, "miss"],
    [95, "critical"],
    [0, "critical"],
  ])("higher is better: %d is %s", (value, verdict) => {
    expect(judgeReading(uptime, value)).toBe(verdict);
  });

  test.each([
    [{ comparator: "lte", target: 5 }, 5, "ok"],
    [{ comparator: "gt", target: 95 }, 95, "miss"],
    [{ comparator: "eq", target: 0 }, 0, "ok"],
    [{ comparator: "eq", target: 0 }, 1, "miss"],
    [{ comparator: "eq", target: 0, critical: 3 }, 3, "critical"],
    [{ comparator: "eq", target: 10, critical: 7 }, 7, "critical"],
    [{ comparator: "eq", target: 10, critical: 7 }, 12, "miss"],
    [{ comparator: "between", min: 1, max: 3 }, 1, "ok"],
    [{ comparator: "between", min: 1, max: 3 }, 3, "ok"],
    [{ comparator: "between", min: 1, max: 3 }, 3.1, "miss"],
    [{ comparator: "between", min: 10, max: 20, critical: 5 }, 4, "critical"],
    [{ comparator: "between", min: 10, max: 20, critical: 5 }, 9, "miss"],
    [{ comparator: "between", min: 10, max: 20, critical: 30 }, 31, "critical"],
    [{ comparator: "trend", target: "stable", critical: 90 }, 90, "critical"],
    [{ comparator: "trend", target: "stable", critical: 90 }, 89, "ok"],
    [{}, 12, "ok"],
  ] as const)("%j at %d is %s", (measure, value, verdict) => {
    expect(judgeReading({ unit: "x", ...measure } as Measure, value)).toBe(verdict);
  });

  test("without a comparator the metric's direction says which side is bad", () => {
    expect(judgeReading({ unit: "days", warn: 14 }, 10, "higher_is_better")).toBe("warn");
    expect(judgeReading({ unit: "days", warn: 14 }, 20, "higher_is_better")).toBe("ok");
    expect(judgeReading({ unit: "percent", warn: 80 }, 85, "lower_is_better")).toBe("warn");
    expect(badSide({ unit: "x", warn: 20, critical: 10 })).toBe("low");
    expect(badSide({ unit: "x", warn: 10, critical: 20 })).toBe("high");
  });

  test("the figure itself counts, and a worse value never gets a better verdict", () => {
    const rank = { ok: 0, miss: 1, warn: 2, critical: 3 };
    fc.assert(
      fc.property(
        figure,
        figure,
        figure,
        figure,
        fc.constantFrom("lt", "lte", "gt", "gte"),
        (a, b, c, value, comparator) => {
          const sorted = [a, b, c].sort((x, y) => x - y);
          const low = comparator === "lt" || comparator === "lte";
          const [target, warn, critical] = low ? sorted : [...sorted].reverse();
          const measure: Measure = { unit: "x", comparator, target, warn, critical } as Measure;
          expect(judgeReading(measure, Number(critical))).toBe("critical");
          if (warn !== critical) expect(judgeReading(measure, Number(warn))).toBe("warn");
          const worse = low ? value + 1 : value - 1;
          expect(rank[judgeReading(measure, worse)]).toBeGreaterThanOrEqual(
            rank[judgeReading(measure, value)],
          );
        },
      ),
    );
  });
});

describe("an answer", () => {
  test.each([
    [item({ type: "yesno", badWhen: "yes" }), "yes", "warn"],
    [item({ type: "yesno", badWhen: "yes" }), "no", "ok"],
    [item({ type: "yesno", badWhen: "no" }), "no", "warn"],
    [item({ type: "yesno" }), "yes", "ok"],
    [item({ type: "status" }), "failing", "critical"],
    [item({ type: "status" }), "working", "ok"],
    [item({ type: "trend" }), "worse", "warn"],
    [item({ type: "trend" }), "stable", "ok"],
    [item({ type: "trend" }), "better", "ok"],
    [item({}), true, "ok"],
    [item({ type: "text" }), "quiet", "ok"],
    [item({ type: "choice", options: ["a", "b"] }), "a", "ok"],
    [item({ type: "number", measure: { unit: "ms", comparator: "lt", target: 5 } }), 9, "miss"],
    [item({ type: "numberVsExpected" }), { actual: 76, expected: 100 }, "ok"],
    [item({ type: "numberVsExpected" }), { actual: 74, expected: 100 }, "miss"],
    [item({ type: "numberVsExpected" }), { actual: 126, expected: 100 }, "miss"],
    [item({ type: "numberVsExpected" }), { actual: 74, expected: null }, "ok"],
  ] as const)("%j answered %j is %s", (asked, value, verdict) => {
    expect(judgeItem(asked as ChecklistItem, said(value as AnswerValue))).toBe(verdict);
    expect(needsNote(verdict)).toBe(verdict === "warn" || verdict === "critical");
  });

  test("not applicable is its own verdict, whatever stood there; unanswered has none", () => {
    expect(judgeItem(item({ type: "status" }), said("failing", { notApplicable: true }))).toBe("na");
    expect(judgeItem(item({ type: "status" }), said(null))).toBeNull();
  });

  test("the difference from the expected number, in percent of it", () => {
    expect(variancePct(11_780, 12_400)).toBeCloseTo(-5);
    expect(variancePct(5, 0)).toBeNull();
    expect(variancePct(5, null)).toBeNull();
  });

  test("each type takes its own values and no others", () => {
    const good: Record<(typeof ITEM_TYPES)[number], unknown> = {
      done: true,
      yesno: "yes",
      number: 4.2,
      numberVsExpected: { actual: 1, expected: null },
      status: "working",
      choice: "red",
      text: "words",
      trend: "stable",
    };
    const bad = [
      null,
      undefined,
      false,
      "",
      " ",
      "maybe",
      Number.NaN,
      Number.POSITIVE_INFINITY,
      [],
      {},
      { actual: "1" },
    ];
    for (const type of ITEM_TYPES) {
      const asked = item({ type, options: ["red", "blue"] });
      expect(answerProblem(asked, good[type]), type).toBeNull();
      for (const value of bad) {
        if (type === "text" && value === "maybe") continue;
        expect(answerProblem(asked, value), `${type} ${String(value)}`).not.toBeNull();
      }
    }
    expect(answerProblem(item({ items: [item({ key: "child" })] }), true)).not.toBeNull();
  });

  test("what a reading feeds to its KPI", () => {
    expect(readingValue(said(12))).toBe(12);
    expect(readingValue(said({ actual: 7, expected: 9 }))).toBe(7);
    expect(readingValue(said("yes"))).toBeNull();
    expect(readingValue(said(12, { notApplicable: true }))).toBeNull();
  });
});

const nested: ChecklistSection[] = [
  {
    title: "Flows",
    items: [
      item({
        key: "flows",
        items: [item({ key: "create" }), item({ key: "search", items: [item({ key: "filter" })] })],
      }),
      item({ key: "console" }),
    ],
  },
  { title: "Numbers", items: [item({ key: "errors", type: "number", required: false })] },
];

describe("items, nested", () => {
  test("groups come before their items and take no answer", () => {
    expect(flattenItems(nested).map((p) => [p.item.key, p.section, p.depth, p.groupKey, p.isGroup])).toEqual([
      ["flows", 0, 0, null, true],
      ["create", 0, 1, "flows", false],
      ["search", 0, 1, "flows", true],
      ["filter", 0, 2, "search", false],
      ["console", 0, 0, null, false],
      ["errors", 1, 0, null, false],
    ]);
    expect(answerableItems(nested).map((one) => one.key)).toEqual(["create", "filter", "console", "errors"]);
  });

  test("a key that comes twice is found, also across sections and depths", () => {
    expect(duplicateKeys(nested)).toEqual([]);
    expect(duplicateKeys([...nested, { title: "More", items: [item({ key: "filter" })] }])).toEqual([
      "filter",
    ]);
  });

  test("progress: what does not apply is no longer open", () => {
    const answers: Answers = new Map([
      ["create", said(true)],
      ["filter", said(null, { notApplicable: true, reason: "no search here" })],
      ["console", said(null)],
    ]);
    expect(progress(nested, answers)).toEqual({ total: 4, done: 2, open: 2, notApplicable: 1 });
  });

  test("open and done always add up to all", () => {
    const key = fc.constantFrom("create", "filter", "console", "errors", "stranger");
    const answer = fc.record({ value: fc.constantFrom(true as const, null), notApplicable: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.tuple(key, answer)), (pairs) => {
        const { total, done, open } = progress(nested, new Map(pairs));
        expect(done + open).toBe(total);
      }),
    );
  });
});

describe("what keeps a run from being completed", () => {
  const sections: ChecklistSection[] = [
    {
      title: "All",
      items: [
        item({ key: "tick" }),
        item({
          key: "cert",
          type: "number",
          measure: { metric: "certificate_days_left", unit: "days", warn: 14 },
        }),
        item({ key: "extra", type: "text", required: false }),
        item({ key: "sms", type: "status" }),
      ],
    },
  ];
  const full: [string, ItemAnswer][] = [
    ["tick", said(true)],
    ["cert", said(60)],
    ["sms", said("working")],
  ];
  const gaps = (...more: [string, ItemAnswer][]) =>
    completionGaps(sections, new Map([...full, ...more]), () => "higher_is_better");

  test("nothing, once every required item is answered", () => expect(gaps()).toEqual([]));
  test("an answer taken back", () =>
    expect(gaps(["tick", said(null)])).toEqual([{ key: "tick", gap: "unanswered" }]));
  test("a breach without its note, also when it is blank", () => {
    expect(gaps(["sms", said("failing")])).toEqual([{ key: "sms", gap: "note" }]);
    expect(gaps(["sms", said("failing", { note: "  " })])).toEqual([{ key: "sms", gap: "note" }]);
    expect(gaps(["sms", said("failing", { note: "provider is down" })])).toEqual([]);
  });
  test("the metric's direction counts", () =>
    expect(gaps(["cert", said(3)])).toEqual([{ key: "cert", gap: "note" }]));
  test("not applicable without a reason", () => {
    expect(gaps(["sms", said(null, { notApplicable: true })])).toEqual([{ key: "sms", gap: "reason" }]);
    expect(gaps(["sms", said(null, { notApplicable: true, reason: "no SMS" })])).toEqual([]);
  });
});

describe("escalateIf", () => {
  const sections: ChecklistSection[] = [
    {
      title: "Metrics",
      items: [
        item({ key: "api", type: "number", measure: { metric: "response_ms", unit: "ms" } }),
        item({ key: "mail", type: "status" }),
        item({ key: "sms", type: "status" }),
      ],
    },
  ];
  const rules = [
    { metric: "error_rate_pct", comparator: "gt", value: 1 },
    { metric: "response_ms", comparator: "gt", value: 2000 },
    { event: "any service down" },
  ] as const;
  const states = (answers: [string, ItemAnswer][]) =>
    escalations(rules, sections, new Map(answers)).map((one) => [one.state, one.itemKeys]);

  test("unmeasured is unknown, not quiet", () => {
    expect(states([])).toEqual([
      ["unknown", []],
      ["unknown", []],
      ["unknown", []],
    ]);
  });
  test("exactly 2,000 is not above 2,000", () => {
    expect(states([["api", said(2000)]])[1]).toEqual(["quiet", []]);
    expect(states([["api", said(2001)]])[1]).toEqual(["fires", ["api"]]);
  });
  test("one failing service is enough and is named", () => {
    expect(
      states([
        ["mail", said("working")],
        ["sms", said("failing")],
      ])[2],
    ).toEqual(["fires", ["sms"]]);
    expect(states([["mail", said("working")]])[2]).toEqual(["quiet", []]);
    expect(states([["sms", said("failing", { notApplicable: true })]])[2]).toEqual(["unknown", []]);
  });
});

describe("when a run is due", () => {
  const opensAt = at("2026-06-01T03:15:00Z");
  const endOfDay = at("2026-06-01T18:15:00Z");
  test.each([
    ["FREQ=DAILY", "2026-06-01T05:15:00.000Z", "2026-06-01T06:15:00.000Z"],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-06-01T05:15:00.000Z", "2026-06-01T06:15:00.000Z"],
    ["FREQ=WEEKLY;BYDAY=SU", "2026-06-01T18:15:00.000Z", "2026-06-02T18:15:00.000Z"],
    ["FREQ=MONTHLY;BYDAY=1MO", "2026-06-04T03:15:00.000Z", "2026-06-05T03:15:00.000Z"],
    ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO", "2026-06-11T03:15:00.000Z", "2026-06-12T03:15:00.000Z"],
    ["FREQ=YEARLY;BYMONTH=1;BYDAY=2MO", "2026-06-11T03:15:00.000Z", "2026-06-12T03:15:00.000Z"],
  ])("%s", (rrule, due, missed) => {
    const times = dueTimes({ opensAt, endOfDay, cadence: cadenceOf(rrule) });
    expect(times.dueAt?.toISOString()).toBe(due);
    expect(times.missedAt?.toISOString()).toBe(missed);
  });

  test("the template's own figures win, zero too", () => {
    const times = dueTimes({ opensAt, endOfDay, cadence: "weekly", dueAfterMinutes: 30, graceMinutes: 0 });
    expect(times).toEqual({ dueAt: at("2026-06-01T03:45:00Z"), missedAt: at("2026-06-01T03:45:00Z") });
  });

  test("a run on demand is never missed, unless it says when it is due", () => {
    expect(dueTimes({ opensAt, endOfDay, cadence: cadenceOf(null) })).toEqual({
      dueAt: null,
      missedAt: null,
    });
    expect(dueTimes({ opensAt, endOfDay, cadence: "on-demand", dueAfterMinutes: 15 }).dueAt).toEqual(
      at("2026-06-01T03:30:00Z"),
    );
  });

  test.each([
    ["FREQ=MONTHLY;INTERVAL=3", "quarterly"],
    ["FREQ=MONTHLY;INTERVAL=12", "yearly"],
    ["FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", "monthly"],
    ["FREQ=YEARLY", "yearly"],
    ["FREQ=HOURLY;INTERVAL=6", "daily"],
  ])("%s comes round %s", (rrule, cadence) => expect(cadenceOf(rrule)).toBe(cadence));
});

describe("a run's state", () => {
  const run = (more: Partial<RunTimes> = {}): RunTimes => ({
    state: "open",
    opensAt: at("2026-06-01T09:00Z"),
    dueAt: at("2026-06-01T11:00Z"),
    missedAt: at("2026-06-01T12:00Z"),
    completedAt: null,
    ...more,
  });
  test.each([
    ["2026-06-01T08:59:59Z", "scheduled"],
    ["2026-06-01T09:00:00Z", "open"],
    ["2026-06-01T11:00:00Z", "open"],
    ["2026-06-01T11:00:01Z", "late"],
    ["2026-06-01T11:59:59Z", "late"],
    ["2026-06-01T12:00:00Z", "missed"],
  ])("at %s it is %s", (now, state) => expect(runState(run(), at(now))).toBe(state));

  test("completed after it was missed stays missed; in its grace time it is only late", () => {
    const now = at("2026-06-02T00:00Z");
    const missed = run({ state: "completed", completedAt: at("2026-06-01T14:05Z") });
    expect([runState(missed, now), wasMissed(missed, now), onTime(missed)]).toEqual([
      "missed-completed",
      true,
      false,
    ]);
    const late = run({ state: "completed", completedAt: at("2026-06-01T11:30Z") });
    expect([runState(late, now), wasMissed(late, now), onTime(late)]).toEqual(["completed", false, false]);
    const good = run({ state: "completed", completedAt: at("2026-06-01T11:00Z") });
    expect([runState(good, now), onTime(good)]).toEqual(["completed", true]);
  });

  test("skipped and not measured are never missed", () => {
    for (const state of ["skipped", "not-measured"] as const) {
      expect(runState(run({ state }), at("2027-01-01T00:00Z"))).toBe(state);
      expect(wasMissed(run({ state }), at("2027-01-01T00:00Z"))).toBe(false);
    }
    expect(onTime(run())).toBeNull();
  });

  test("as time goes on an open run never goes back", () => {
    const order = ["scheduled", "open", "late", "missed"];
    const minute = fc.integer({ min: -100, max: 500 });
    fc.assert(
      fc.property(minute, minute, (a, b) => {
        const state = (m: number) =>
          order.indexOf(runState(run(), new Date(at("2026-06-01T09:00Z").getTime() + m * 6e4)));
        expect(state(Math.max(a, b))).toBeGreaterThanOrEqual(state(Math.min(a, b)));
      }),
    );
  });

  test("only an open run is answered, only a completed one is amended", () => {
    expect(runAllows("open", "answer")).toBe(true);
    for (const state of ["completed", "skipped", "not-measured"] as const) {
      expect(runAllows(state, "answer")).toBe(false);
      expect(runAllows(state, "complete")).toBe(false);
      expect(runAllows(state, "amend")).toBe(state === "completed");
    }
  });
});

describe("whose run it is", () => {
  const run = { ownerId: null, assignKind: "pager", assignId: null, teamId: "t" } as const;
  test("the pager's moves with the pager until somebody starts it", () => {
    expect(runBelongsTo(run, "marek")).toEqual({ kind: "person", id: "marek" });
    expect(runBelongsTo(run, null)).toEqual({ kind: "nobody" });
    expect(runBelongsTo({ ...run, ownerId: "ines" }, "marek")).toEqual({ kind: "person", id: "ines" });
  });
  test("a person's or a team's does not", () => {
    expect(runBelongsTo({ ...run, assignKind: "person", assignId: "aiko" }, "marek")).toEqual({
      kind: "person",
      id: "aiko",
    });
    expect(runBelongsTo({ ...run, assignKind: "team" }, "marek")).toEqual({ kind: "team", id: "t" });
  });
});

test("a second person signs off, once, and only what is completed", () => {
  const run = { state: "completed", signOff: true, completedById: "ines", signedOffAt: null } as const;
  expect(awaitsSignOff(run)).toBe(true);
  expect(signOffProblem(run, "marek")).toBeNull();
  expect(signOffProblem(run, "ines")).toContain("other than");
  expect(signOffProblem({ ...run, signedOffAt: new Date(0) }, "marek")).toContain("already");
  expect(signOffProblem({ ...run, state: "open" }, "marek")).toContain("first");
  expect(signOffProblem({ ...run, signOff: false }, "marek")).not.toBeNull();
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AddTime,
  type Clocks,
  calendarTime,
  clockState,
  clocksAfterMove,
  clocksAfterReopen,
  clocksAfterSeverity,
  clocksAfterUpdate,
  nextDueAt,
  recordBreaches,
  restartClocks,
  startClocks,
  worstClock,
} from "./model/clocks.ts";
import { guideIsOn, responseGuide } from "./model/guide.ts";
import {
  canMove,
  canReopen,
  endAside,
  missingReportParts,
  moveTo,
  nextStatus,
  reopen,
  type Stamps,
  secondsToAcknowledge,
  secondsToResolve,
} from "./model/life.ts";
import { postmortemDue } from "./model/postmortem-due.ts";
import { DEFAULT_SEVERITIES, runsInServiceHours, severityRank, worseSeverity } from "./model/severity.ts";
import { readClocks, storeClocks } from "./model/stored-clocks.ts";
import { isActive, PATH, SEVERITIES, type Severity, STATUSES } from "./model.ts";

const opened = new Date("2026-06-01T08:41:00Z");
const after = (minutes: number) => new Date(opened.getTime() + minutes * 60_000);
const fresh: Stamps = {
  status: "open",
  openedAt: opened,
  acknowledgedAt: null,
  investigatingAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  closedAt: null,
  cancelledAt: null,
  firstAckAt: null,
  resolvedSeconds: 0,
};
const P = DEFAULT_SEVERITIES;

describe("severities", () => {
  test("the figures an installation starts with", () => {
    expect(
      SEVERITIES.map((level) => [
        P[level].acknowledgeSeconds,
        P[level].respondSeconds,
        P[level].updateSeconds,
      ]),
    ).toEqual([
      [300, 900, 1800],
      [300, 3600, 3600],
      [null, 14_400, null],
      [null, 86_400, null],
      [null, 604_800, null],
    ]);
    expect(SEVERITIES.filter((level) => P[level].pages)).toEqual(["P0", "P1"]);
    expect(SEVERITIES.map((level) => P[level].postmortem)).toEqual([
      "required",
      "required",
      "optional",
      "none",
      "none",
    ]);
    expect(SEVERITIES.filter(runsInServiceHours)).toEqual(["P2", "P3", "P4"]);
    expect(SEVERITIES.filter(guideIsOn)).toEqual(["P0", "P1"]);
  });
  test("the worse of two, whichever comes first", () => {
    expect([worseSeverity("P3", "P1"), worseSeverity("P1", "P3"), worseSeverity("P2", "P2")]).toEqual([
      "P1",
      "P1",
      "P2",
    ]);
    expect(severityRank("P0")).toBeLessThan(severityRank("P4"));
  });
});

describe("status", () => {
  test("forward jumps give the skipped steps the same time", () => {
    const resolved = moveTo({ ...fresh }, "resolved", after(7));
    expect(resolved.status).toBe("resolved");
    for (const stamp of [
      "acknowledgedAt",
      "investigatingAt",
      "mitigatedAt",
      "resolvedAt",
      "firstAckAt",
    ] as const) {
      expect(resolved[stamp], stamp).toEqual(after(7));
    }
    expect(resolved.closedAt).toBeNull();
  });

  test("what was reached keeps its time", () => {
    const acknowledged = moveTo(fresh, "acknowledged", after(3));
    const mitigated = moveTo(acknowledged, "mitigated", after(20));
    expect(mitigated.acknowledgedAt).toEqual(after(3));
    expect(mitigated.investigatingAt).toEqual(after(20));
    expect(mitigated.firstAckAt).toEqual(after(3));
  });

  test("never backward, never twice, never out of an ending aside", () => {
    for (const from of STATUSES) {
      for (const to of PATH) {
        const forward =
          (PATH as readonly string[]).includes(from) &&
          PATH.indexOf(to) > (PATH as readonly string[]).indexOf(from);
        expect(canMove(from, to), `${from} → ${to}`).toBe(forward);
        if (!forward) expect(() => moveTo({ ...fresh, status: from }, to, after(1))).toThrow(RangeError);
      }
    }
    expect(nextStatus("open")).toBe("acknowledged");
    expect(nextStatus("closed")).toBeNull();
    expect(nextStatus("cancelled")).toBeNull();
  });

  test("cancelling and merging end only what is going on", () => {
    expect(endAside(fresh, "cancelled", after(2))).toMatchObject({
      status: "cancelled",
      cancelledAt: after(2),
    });
    expect(endAside(fresh, "merged", after(2))).toMatchObject({ status: "merged", cancelledAt: null });
    for (const status of STATUSES.filter((one) => !isActive(one))) {
      expect(() => endAside({ ...fresh, status }, "cancelled", after(2))).toThrow(RangeError);
    }
  });

  test("reopening: to investigating by the commander, else to open", () => {
    const resolved = moveTo(moveTo(fresh, "acknowledged", after(3)), "resolved", after(30));
    const byCommander = reopen(resolved, true, after(40));
    expect(byCommander).toMatchObject({
      status: "investigating",
      acknowledgedAt: after(3),
      investigatingAt: after(40),
    });
    const byOther = reopen(resolved, false, after(40));
    expect(byOther).toMatchObject({
      status: "open",
      acknowledgedAt: null,
      investigatingAt: null,
      firstAckAt: after(3),
    });
    for (const again of [byCommander, byOther]) {
      expect(again).toMatchObject({
        mitigatedAt: null,
        resolvedAt: null,
        closedAt: null,
        resolvedSeconds: 600,
      });
    }
    expect(STATUSES.filter(canReopen)).toEqual(["mitigated", "resolved", "closed", "cancelled"]);
    expect(() => reopen(fresh, true, after(1))).toThrow(RangeError);
  });

  test("time to resolve leaves out the time it stood resolved; time to acknowledge keeps the first", () => {
    const first = moveTo(moveTo(fresh, "acknowledged", after(4)), "resolved", after(30));
    const last = moveTo(reopen(first, false, after(90)), "resolved", after(100));
    expect(secondsToResolve(last)).toBe(40 * 60);
    expect(secondsToAcknowledge(last)).toBe(4 * 60);
    expect(secondsToResolve(fresh)).toBeNull();
    expect(secondsToAcknowledge(fresh)).toBeNull();
    // Closed for a day, then reopened: the day does not count either.
    const closed = moveTo(first, "closed", after(60));
    expect(secondsToResolve(moveTo(reopen(closed, true, after(1500)), "resolved", after(1510)))).toBe(
      40 * 60,
    );
  });

  test("whatever happens, stamps stand in order and working time is what was worked", () => {
    const step = fc.record({
      minutes: fc.integer({ min: 1, max: 500 }),
      to: fc.constantFrom(...PATH, "reopen" as const),
      boss: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let stamps = fresh;
        let clock = 0;
        let worked = 0;
        for (const one of steps) {
          if (stamps.resolvedAt === null) worked += one.minutes * 60;
          clock += one.minutes;
          if (one.to === "reopen") {
            if (canReopen(stamps.status)) stamps = reopen(stamps, one.boss, after(clock));
          } else if (canMove(stamps.status, one.to)) stamps = moveTo(stamps, one.to, after(clock));
          const times = [
            stamps.openedAt,
            stamps.acknowledgedAt,
            stamps.investigatingAt,
            stamps.mitigatedAt,
            stamps.resolvedAt,
            stamps.closedAt,
          ];
          const set = times.filter((time) => time !== null).map(Number);
          expect(set).toEqual([...set].sort((a, b) => a - b));
          if (stamps.resolvedAt) expect(secondsToResolve(stamps)).toBe(worked);
        }
      }),
    );
  });

  test("closing needs all three parts of the report", () => {
    expect(missingReportParts({ happened: "x", cause: " ", resolution: null })).toEqual([
      "cause",
      "resolution",
    ]);
    expect(missingReportParts({ happened: "x", cause: "y", resolution: "z" })).toEqual([]);
  });
});

describe("clocks", () => {
  const start = (level: Severity, from = opened): Clocks => startClocks(P[level], from, calendarTime);

  test("P0 has three, P2 only the respond clock", () => {
    const clocks = start("P0");
    expect([clocks.acknowledge?.dueAt, clocks.respond?.dueAt, clocks.update?.dueAt]).toEqual([
      after(5),
      after(15),
      after(30),
    ]);
    expect(start("P2")).toMatchObject({ acknowledge: null, update: null });
    expect(start("P2").respond?.dueAt).toEqual(after(240));
  });

  test("ended at the due instant is met, a millisecond later is breached for ever", () => {
    const met = clocksAfterMove(start("P0"), "acknowledged", after(5));
    expect(met.acknowledge && clockState(met.acknowledge, after(60))).toBe("met");
    const late = clocksAfterMove(start("P0"), "acknowledged", new Date(after(5).getTime() + 1));
    expect(late.acknowledge && clockState(late.acknowledge, after(60))).toBe("breached");
    expect(late.acknowledge?.breachedAt).toEqual(after(5));
    expect(late.respond?.endedAt).toBeNull();
  });

  test("each status ends its clocks and no later one", () => {
    const ended = (status: (typeof STATUSES)[number]) => {
      const clocks = clocksAfterMove(start("P1"), status, after(1));
      return [clocks.acknowledge, clocks.respond, clocks.update].map((clock) => clock?.endedAt !== null);
    };
    expect(ended("open")).toEqual([false, false, false]);
    expect(ended("acknowledged")).toEqual([true, false, false]);
    expect(ended("investigating")).toEqual([true, true, false]);
    for (const status of ["mitigated", "resolved", "closed", "cancelled", "merged"] as const) {
      expect(ended(status), status).toEqual([true, true, true]);
    }
  });

  test("a breach written down while it runs stays through the end", () => {
    const breached = recordBreaches(start("P0"), after(6));
    expect(breached.acknowledge?.breachedAt).toEqual(after(5));
    expect(breached.respond?.breachedAt).toBeNull();
    expect(recordBreaches(breached, after(200)).acknowledge?.breachedAt).toEqual(after(5));
  });

  test("the update clock runs from each stakeholder update; one that came late stays late", () => {
    const again = clocksAfterUpdate(start("P0"), P.P0, after(20), calendarTime);
    expect(again.update).toMatchObject({ startedAt: after(20), dueAt: after(50), breachedAt: null });
    const late = clocksAfterUpdate(start("P0"), P.P0, after(31), calendarTime);
    expect(late.update).toMatchObject({ dueAt: after(61), breachedAt: after(30), endedAt: null });
    const mitigated = clocksAfterMove(start("P0"), "mitigated", after(10));
    expect(clocksAfterUpdate(mitigated, P.P0, after(20), calendarTime)).toEqual(mitigated);
  });

  test("a raise: the new figures run from the raise", () => {
    const change = {
      from: "P2",
      to: "P0",
      figures: P.P0,
      status: "open",
      openedAt: opened,
      lastUpdateAt: null,
    } as const;
    const raised = clocksAfterSeverity(start("P2"), change, after(60), calendarTime);
    expect([raised.acknowledge?.dueAt, raised.respond?.dueAt, raised.update?.dueAt]).toEqual([
      after(65),
      after(75),
      after(90),
    ]);
    const acknowledged = clocksAfterMove(start("P2"), "acknowledged", after(10));
    const later = clocksAfterSeverity(
      acknowledged,
      { ...change, status: "acknowledged" },
      after(60),
      calendarTime,
    );
    expect(later.acknowledge).toBeNull();
    expect(later.respond?.dueAt).toEqual(after(75));
  });

  test("a lowering: from opening, and a recorded breach stays", () => {
    const change = {
      from: "P0",
      to: "P2",
      figures: P.P2,
      status: "open",
      openedAt: opened,
      lastUpdateAt: null,
    } as const;
    const early = clocksAfterSeverity(start("P0"), change, after(2), calendarTime);
    expect(early).toMatchObject({ acknowledge: null, update: null });
    expect(early.respond).toMatchObject({ startedAt: opened, dueAt: after(240), breachedAt: null });
    const late = clocksAfterSeverity(start("P0"), change, after(20), calendarTime);
    expect(late.acknowledge).toMatchObject({ breachedAt: after(5), endedAt: after(20) });
    expect(late.respond).toMatchObject({ dueAt: after(240), breachedAt: after(15), endedAt: null });
    expect(late.update).toBeNull();
    const met = clocksAfterMove(start("P0"), "acknowledged", after(3));
    const lowered = clocksAfterSeverity(met, { ...change, status: "acknowledged" }, after(20), calendarTime);
    expect(lowered.acknowledge).toEqual(met.acknowledge);
  });

  test("a lowering between levels that both update: from the last update", () => {
    const change = {
      from: "P0",
      to: "P1",
      figures: P.P1,
      status: "investigating",
      openedAt: opened,
      lastUpdateAt: after(10),
    } as const;
    const before = clocksAfterMove(start("P0"), "investigating", after(4));
    const lowered = clocksAfterSeverity(before, change, after(12), calendarTime);
    expect(lowered.update).toMatchObject({ startedAt: after(10), dueAt: after(70) });
    expect(lowered.respond).toEqual(before.respond);
  });

  test("reopened to investigating: only updates run again", () => {
    const resolved = clocksAfterMove(start("P0"), "resolved", after(40));
    const again = clocksAfterReopen(resolved, P.P0, after(50), calendarTime);
    expect(again.update).toMatchObject({ dueAt: after(80), endedAt: null, breachedAt: after(30) });
    expect([again.acknowledge, again.respond]).toEqual([resolved.acknowledge, resolved.respond]);
    const anew = restartClocks(resolved, P.P0, after(50), calendarTime);
    expect(anew.acknowledge).toMatchObject({ dueAt: after(55), endedAt: null, breachedAt: after(5) });
    expect(anew.respond).toMatchObject({ dueAt: after(65), endedAt: null });
  });

  test("service hours are the caller's way of adding time", () => {
    const monday: AddTime = (from, seconds) => calendarTime(from, seconds + 3600);
    expect(startClocks(P.P2, opened, monday).respond?.dueAt).toEqual(after(300));
  });

  test("the worst clock is the running one due first; ended ones do not count", () => {
    const clocks = start("P0");
    expect(worstClock(clocks)?.name).toBe("acknowledge");
    const acknowledged = clocksAfterMove(clocks, "acknowledged", after(1));
    expect(worstClock(acknowledged)?.name).toBe("respond");
    expect(nextDueAt(acknowledged)).toEqual(after(15));
    expect(nextDueAt(clocksAfterMove(clocks, "resolved", after(1)))).toBeNull();
  });

  test("no sequence of changes ever unwrites a breach", () => {
    const act = fc.constantFrom(
      "raise",
      "lower",
      "update",
      "acknowledged",
      "investigating",
      "sweep",
      "reopen",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.integer({ min: 0, max: 300 })), { maxLength: 20 }), (acts) => {
        let clocks = start("P1");
        let level: Severity = "P1";
        let time = 0;
        const breached = new Set<string>();
        for (const [what, minutes] of acts) {
          time += minutes;
          const now = after(time);
          if (what === "raise" || what === "lower") {
            const to: Severity = what === "raise" ? "P0" : "P2";
            clocks = clocksAfterSeverity(
              clocks,
              { from: level, to, figures: P[to], status: "open", openedAt: opened, lastUpdateAt: null },
              now,
              calendarTime,
            );
            level = to;
          } else if (what === "update") clocks = clocksAfterUpdate(clocks, P[level], now, calendarTime);
          else if (what === "sweep") clocks = recordBreaches(clocks, now);
          else if (what === "reopen")
            clocks = (minutes % 2 ? restartClocks : clocksAfterReopen)(clocks, P[level], now, calendarTime);
          else clocks = clocksAfterMove(clocks, what as "acknowledged" | "investigating", now);
          for (const name of breached) expect(clocks[name as keyof Clocks]?.breachedAt, name).toBeTruthy();
          for (const name of ["acknowledge", "respond", "update"] as const)
            if (clocks[name]?.breachedAt) breached.add(name);
        }
      }),
    );
  });

  test("they survive being stored", () => {
    const clocks = clocksAfterMove(recordBreaches(start("P0"), after(6)), "acknowledged", after(7));
    expect(readClocks(JSON.parse(JSON.stringify(storeClocks(clocks))))).toEqual(clocks);
    expect(readClocks({})).toEqual({ acknowledge: null, respond: null, update: null });
  });
});

describe("the response guide", () => {
  const facts = {
    openedAt: opened,
    acknowledgedAt: after(3),
    causeNamedAt: after(19),
    mitigatedAt: null,
    documentedAt: null,
  };
  test("windows 0–5, 5–15, 15–30 and 30–60, each with where it stands", () => {
    const steps = responseGuide(facts, after(33));
    expect(steps.map((step) => [step.key, step.fromAt, step.dueAt, step.state])).toEqual([
      ["acknowledge", after(0), after(5), "in-time"],
      ["investigate", after(5), after(15), "late"],
      ["mitigate", after(15), after(30), "over"],
      ["document", after(30), after(60), "running"],
    ]);
    expect(
      responseGuide(facts, after(10))
        .map((step) => step.state)
        .slice(2),
    ).toEqual(["waiting", "waiting"]);
  });
  test("a mitigation says that a cause was found", () => {
    const mitigated = responseGuide({ ...facts, causeNamedAt: null, mitigatedAt: after(12) }, after(20));
    expect(mitigated[1]).toMatchObject({ state: "in-time", endedAt: after(12) });
  });
});

test("P0 and P1 owe a postmortem five days after they were resolved; the others owe none", () => {
  expect(postmortemDue(P.P0, opened)).toEqual(after(5 * 1440));
  expect(postmortemDue(P.P1, opened, 3)).toEqual(after(3 * 1440));
  expect([P.P2, P.P3, P.P4].map((level) => postmortemDue(level, opened))).toEqual([null, null, null]);
});

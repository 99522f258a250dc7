import { describe, expect, test } from "vitest";
import { firstSteps, type TodayFacts, todaySentence } from "./model.ts";

const nothing: TodayFacts = {
  handoffs: 0,
  checks: 0,
  late: 0,
  missed: 0,
  incidents: 0,
  p0: 0,
  p1: 0,
  actions: 0,
  overdue: 0,
  postmortems: 0,
  proposals: 0,
};

describe("the sentence of the day", () => {
  test("says what is there, in the order of urgency", () => {
    expect(
      todaySentence({
        ...nothing,
        checks: 4,
        late: 1,
        missed: 1,
        incidents: 4,
        p0: 1,
        p1: 2,
        actions: 3,
        overdue: 1,
      }),
    ).toBe(
      "1 P0 and 2 P1 burn in your teams, 4 checks need you (1 late, 1 missed), 4 incidents carry your name and 3 actions are yours (1 overdue).",
    );
    expect(todaySentence({ ...nothing, p1: 1 })).toBe("1 P1 burns in your teams.");
    expect(todaySentence({ ...nothing, checks: 1 })).toBe("1 check needs you.");
    expect(todaySentence({ ...nothing, handoffs: 1, checks: 4 })).toBe(
      "A handoff waits for you and 4 checks need you.",
    );
    expect(todaySentence({ ...nothing, incidents: 1, postmortems: 1 })).toBe(
      "1 incident carries your name and 1 postmortem waits for your words.",
    );
  });
  test("names what waits for a lead", () => {
    expect(todaySentence({ ...nothing, proposals: 2, actions: 1 })).toBe(
      "1 action is yours and 2 proposed changes wait for your decision.",
    );
  });
  test("says when there is nothing", () => {
    expect(todaySentence(nothing)).toBe("Nothing waits for you.");
  });
});

describe("what to do first", () => {
  const empty = { admin: true, manager: true, inTeam: true, profiles: 0, services: 0, templates: 0 };
  const keys = (facts: Partial<typeof empty>) => firstSteps({ ...empty, ...facts }).map((step) => step.key);
  test("an administrator is led through setting up", () => {
    expect(keys({})).toEqual(["catalogue", "service"]);
    expect(keys({ profiles: 1 })).toEqual(["service"]);
    expect(keys({ profiles: 1, services: 1 })).toEqual(["checklist"]);
    expect(keys({ profiles: 1, services: 1, templates: 1 })).toEqual([]);
  });
  test("everybody else only hears what concerns them, without a button that would refuse", () => {
    expect(keys({ admin: false })).toEqual([]);
    const [step] = firstSteps({ ...empty, admin: false, manager: false, inTeam: false });
    expect(step).toMatchObject({ key: "team", action: null });
    // A manager's home are the figures of every open team.
    expect(keys({ admin: false, inTeam: false })).toEqual([]);
  });
});

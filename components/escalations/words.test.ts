import { expect, test } from "vitest";
import { conditionWords, waitWords } from "#components/escalations/policy-words.ts";
import { deliveryWords, endWords, ringingWords } from "#components/escalations/words.ts";
import type { EscalationDto, StepDto } from "#lib/escalations/schema.ts";

const step = (level: number | null, outcome: StepDto["outcome"]) => ({ level, outcome }) as StepDto;
const run = (endedAt: string | null, ...steps: StepDto[]) => ({ endedAt, steps }) as EscalationDto;

test("the badge names the level that rang last, while something rings", () => {
  expect(ringingWords([run("2026-11-21T14:00:00Z", step(1, "paged"))])).toBeNull();
  expect(ringingWords([run(null, step(1, "paged"), step(2, "paged"), step(3, "planned"))])).toBe(
    "Ringing level 2",
  );
  expect(ringingWords([run(null, step(1, "nobody"), step(null, "paged"))])).toBe("Ringing everybody");
  expect(ringingWords([run(null, step(1, "planned"))])).toBe("Calling");
});

test("of each channel the last attempt counts", () => {
  const at = "2026-11-21T14:00:00Z";
  const one = (channel: string, outcome: string) => ({ channel, outcome, answer: "", at });
  expect(deliveryWords([one("mail", "failed"), one("push", "sent"), one("mail", "sent")])).toBe(
    "mail delivered, push delivered",
  );
  expect(deliveryWords([one("push", "failed")])).toBe("push failed");
});

test("an end nobody foresaw is said as it was written", () => {
  expect([endWords("acknowledged"), endWords("closed by hand"), endWords(null)]).toEqual([
    "Acknowledged",
    "closed by hand",
    "Ended",
  ]);
});

test("waits and conditions read as people say them", () => {
  expect([0, 90, 900, 5400].map(waitWords)).toEqual([
    "at once",
    "after 1 min 30 s",
    "after 15 min",
    "after 1 h 30 min",
  ]);
  expect(conditionWords({ kind: "weekday", days: [1, 7] })).toBe("on Mon, Sun");
  expect(conditionWords({ kind: "local-hour", from: "08:00", to: "22:00" })).toBe(
    "while it is 08:00 to 22:00 where they are",
  );
});

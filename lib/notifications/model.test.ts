import { describe, expect, it } from "vitest";
import { leavesAt } from "./model/quiet.ts";
import { pageKinds, readinessOf } from "./model/readiness.ts";
import { compose, fillTemplate, type Kept, shortText, writerFor } from "./model/text.ts";
import {
  type Address,
  DEFAULT_QUIET,
  DEFAULT_RULES,
  masked,
  planAddresses,
  retryAfter,
  URGENCIES,
} from "./model.ts";

const at = (kind: Address["kind"], contactId: string, gatewayId?: string): Address => ({
  kind,
  contactId,
  lane: kind,
  ...(gatewayId ? { gatewayId } : {}),
});
const ranks = (planned: ReturnType<typeof planAddresses>) => planned.map((one) => [one.contactId, one.rank]);

describe("which addresses a message goes to", () => {
  const everything = [at("mail", "m"), at("push", "p1"), at("push", "p2"), at("ntfy", "n")];

  it("all at once for a page on day one", () => {
    expect(planAddresses(DEFAULT_RULES.critical, everything).every((one) => one.rank === 0)).toBe(true);
    expect(planAddresses(DEFAULT_RULES.critical, everything)).toHaveLength(4);
  });
  it("the rest in reserve, one after another, without holes", () => {
    const rule = { first: ["ntfy" as const], after: ["phone" as const, "push" as const, "mail" as const] };
    expect(ranks(planAddresses(rule, everything))).toEqual([
      ["n", 0],
      ["p1", 1],
      ["p2", 1],
      ["m", 2],
    ]);
    expect(ranks(planAddresses(rule, [at("mail", "m")]))).toEqual([["m", 0]]);
  });
  it("a second gateway stands behind everything, for when the first one fails", () => {
    const phones = [at("phone", "tel", "voice"), at("phone", "tel", "sms"), at("mail", "m")];
    const planned = planAddresses(DEFAULT_RULES.critical, phones);
    expect(planned.map((one) => [one.gatewayId ?? one.kind, one.rank])).toEqual([
      ["voice", 0],
      ["mail", 0],
      ["sms", 1],
    ]);
  });
  it("none that the rules leave out", () => {
    expect(planAddresses({ first: [], after: [] }, everything)).toEqual([]);
  });
  it("tries end: each urgency gives up, a page within half a minute", () => {
    for (const urgency of URGENCIES) {
      let waited = 0;
      let tries = 1;
      for (let wait = retryAfter(urgency, 1); wait !== null; wait = retryAfter(urgency, ++tries))
        waited += wait;
      expect(tries).toBeLessThan(7);
      if (urgency === "critical") expect(waited).toBeLessThanOrEqual(30);
    }
  });
});

describe("quiet hours", () => {
  const night = { on: true, from: "22:00", to: "07:00" };
  const leaves = (iso: string, urgency: "critical" | "high", quiet = night, zone = "Europe/Berlin") =>
    leavesAt(quiet, zone, urgency, new Date(iso)).toISOString();

  it("hold back until their end, over midnight, in the person's zone", () => {
    expect(leaves("2026-11-21T22:30:00Z", "high")).toBe("2026-11-22T06:00:00.000Z");
    expect(leaves("2026-11-21T03:00:00Z", "high")).toBe("2026-11-21T06:00:00.000Z");
    expect(leaves("2026-11-21T12:00:00Z", "high")).toBe("2026-11-21T12:00:00.000Z");
    expect(leaves("2026-11-21T21:00:00Z", "high")).toBe("2026-11-22T06:00:00.000Z");
    expect(leaves("2026-11-21T06:00:00Z", "high")).toBe("2026-11-21T06:00:00.000Z");
  });
  it("let a page pass", () => {
    expect(leaves("2026-11-21T22:30:00Z", "critical")).toBe("2026-11-21T22:30:00.000Z");
  });
  it("of one day, and across a change of clocks", () => {
    const noon = { on: true, from: "12:00", to: "14:00" };
    expect(leaves("2026-11-21T12:00:00Z", "high", noon, "Asia/Kathmandu")).toBe("2026-11-21T12:00:00.000Z");
    expect(leaves("2026-11-21T07:00:00Z", "high", noon, "Asia/Kathmandu")).toBe("2026-11-21T08:15:00.000Z");
    expect(leaves("2026-03-28T23:00:00Z", "high")).toBe("2026-03-29T05:00:00.000Z");
    expect(leaves("2026-10-24T23:00:00Z", "high")).toBe("2026-10-25T06:00:00.000Z");
  });
  it("are off on day one", () => {
    expect(leaves("2026-11-21T23:00:00Z", "high", DEFAULT_QUIET)).toBe("2026-11-21T23:00:00.000Z");
  });
});

describe("readiness in words", () => {
  it("says when nothing wakes", () => {
    expect(readinessOf([])).toMatchObject({
      level: "nothing",
      words: expect.stringMatching(/^Nothing here wakes/),
    });
    expect(readinessOf(["push", "mail"])).toEqual({
      level: "reaches",
      words: "Nothing here wakes this person: a page arrives by push and mail only.",
    });
    expect(readinessOf(["phone", "ntfy"]).words).toBe("A page wakes this person by phone and ntfy.");
  });
  it("follows the rules, not only the addresses", () => {
    const addresses = [at("ntfy", "n"), at("mail", "m")];
    expect(pageKinds({ ...DEFAULT_RULES, critical: { first: ["mail"], after: [] } }, addresses)).toEqual([
      "mail",
    ]);
  });
});

describe("what leaves the portal", () => {
  const kept: Kept = {
    id: "1",
    title: "P1 INC-1: Card payments fail",
    body: "One in three.",
    url: "/incidents/1",
    urgency: "critical",
    severity: "P1",
    isPrivate: false,
    late: false,
    subject: { kind: "incident", id: "1" },
    at: new Date("2026-11-21T14:05:00Z"),
  };
  const facts = {
    origin: "https://portal.example.org",
    late: false,
    acknowledgeUrl: "https://portal.example.org/a",
  };

  it("is the message, its address and its link", () => {
    expect(compose([kept], facts)).toMatchObject({
      title: kept.title,
      body: kept.body,
      acknowledgeUrl: facts.acknowledgeUrl,
    });
    expect(shortText(compose([kept], facts))).toBe(`${kept.title} https://portal.example.org/a`);
  });
  it("of a private one the title only; of a late one its hour", () => {
    expect(compose([{ ...kept, isPrivate: true }], facts).body).toBe("");
    expect(compose([kept], { ...facts, late: true }).title).toBe(`Late (14:05 UTC): ${kept.title}`);
  });
  it("of a storm one message, which acknowledges nothing by itself", () => {
    const storm = compose([kept, { ...kept, id: "2", title: "P2 INC-2" }], facts);
    expect(storm).toMatchObject({
      title: `${kept.title} and 1 more`,
      more: ["P2 INC-2"],
      acknowledgeUrl: null,
    });
  });
  it("stays inside the template it is filled into", () => {
    const hostile = { text: 'a"},"to":"+1900' };
    const json = fillTemplate(
      '{"text":"{{ text }}","x":"{{other}}"}',
      hostile,
      writerFor("application/json"),
    );
    expect(JSON.parse(json)).toEqual({ text: hostile.text, x: "{{other}}" });
    const form = fillTemplate(
      "to=1&text={{text}}",
      { text: "a&to=2" },
      writerFor("application/x-www-form-urlencoded"),
    );
    expect(new URLSearchParams(form).getAll("to")).toEqual(["1"]);
    expect(fillTemplate("<t>{{text}}</t>", { text: "</t><to>" }, writerFor("text/xml"))).not.toContain(
      "<to>",
    );
  });
  it("shows of an address too little to use it", () => {
    expect(masked("slack", "https://hooks.slack.com/services/T000/B000/XXXXsecret")).toBe(
      "hooks.slack.com/…cret",
    );
    expect(masked("phone", "+49301234567")).toBe("••• 4567");
    expect(masked("ntfy", "no address")).toBe("•••");
  });
});

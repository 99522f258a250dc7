import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isAppError } from "./errors.ts";
import {
  date,
  fieldErrors,
  id,
  instant,
  parse,
  refuseUnstorable,
  storable,
  text,
  version,
  zone,
} from "./input.ts";

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;
const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
};

describe("text", () => {
  it("is trimmed and between 1 and its limit", () => {
    expect(text(5).parse("  ab ")).toBe("ab");
    expect(accepts(text(5), "abcdef")).toBe(false);
    expect(accepts(text(5), "   ")).toBe(false);
  });
  it("takes every storable string and no other", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), (value) => {
        const fits = value.trim() !== "" && storable(value.trim());
        expect(accepts(text(200), value)).toBe(fits);
      }),
    );
    for (const bad of ["a\u0000b", "\ud800", "x\udc00y"])
      expect(accepts(text(), bad), JSON.stringify(bad)).toBe(false);
    expect(accepts(text(), "🧯 \u202eabc\u200b")).toBe(true);
  });
});

describe("instants and dates", () => {
  it("take real moments between 2000 and 2100", () => {
    for (const good of ["2026-11-21T14:05:00Z", "2026-11-21T14:05:00.123+05:45"])
      expect(accepts(instant, good)).toBe(true);
    for (const bad of [
      "2026-11-21",
      "1999-12-31T23:59:59Z",
      "2100-01-01T00:00:00Z",
      "2026-13-01T00:00:00Z",
      "now",
      "",
    ])
      expect(accepts(instant, bad), bad).toBe(false);
    for (const bad of ["2026-02-30", "1999-12-31", "21.11.2026", "2026-11-21T00:00:00Z"])
      expect(accepts(date, bad), bad).toBe(false);
    expect(accepts(date, "2028-02-29")).toBe(true);
  });
});

describe("ids, versions, zones", () => {
  it("an id is a UUID, in small letters from here on", () => {
    expect(id.parse("0193A0B2-0000-7000-8000-0000000000AB")).toBe("0193a0b2-0000-7000-8000-0000000000ab");
    for (const bad of ["1", "' OR 1=1 --", "../../etc/passwd", "{}", 7, null])
      expect(accepts(id, bad)).toBe(false);
  });
  it("a version is a whole number that the database can hold", () => {
    for (const bad of [0, -1, 1.5, "1", Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, null])
      expect(accepts(version, bad)).toBe(false);
    expect(accepts(version, 2 ** 31 - 1)).toBe(true);
  });
  it("a zone is one the runtime knows by name", () => {
    for (const good of ["Europe/Berlin", "UTC", "Asia/Kathmandu"]) expect(accepts(zone, good)).toBe(true);
    for (const bad of ["Mars/Base", "+05:45", "", "x".repeat(61)])
      expect(accepts(zone, bad), bad).toBe(false);
  });
});

describe("errors at the field", () => {
  it("name the path, unknown fields by their own name", () => {
    const schema = z.strictObject({ levels: z.array(z.strictObject({ delaySeconds: z.int() })) });
    const error = thrown(() => parse(schema, { levels: [{ delaySeconds: "x" }], extra: 1 }));
    if (!isAppError(error)) throw new Error("no refusal");
    expect(error.code).toBe("invalid");
    expect(error.facts.errors?.map((one) => one.path)).toEqual(["levels.0.delaySeconds", "extra"]);
  });
  it("never grow beyond fifty, nor repeat a megabyte of a name", () => {
    const many = z.strictObject({ list: z.array(z.int()) }).safeParse({ list: Array(500).fill("x") });
    expect(many.error && fieldErrors(many.error).length).toBe(50);
    const long = z.strictObject({}).safeParse({ ["k".repeat(100_000)]: 1 });
    expect(JSON.stringify(long.error && fieldErrors(long.error)).length).toBeLessThan(400);
  });
});

describe("what PostgreSQL cannot hold", () => {
  it("is found anywhere in a body, in names too", () => {
    for (const bad of [{ a: ["x", { b: "\u0000" }] }, { "\ud800": 1 }, "\udfff"])
      expect(isAppError(thrown(() => refuseUnstorable(bad)))).toBe(true);
    expect(() => refuseUnstorable({ a: ["🧯", { b: null }], c: 1e300 })).not.toThrow();
  });
  it("does not run out of stack on a deep body", () => {
    let deep: unknown = 1;
    for (let at = 0; at < 5000; at++) deep = [deep];
    expect(isAppError(thrown(() => refuseUnstorable(deep)))).toBe(true);
  });
});

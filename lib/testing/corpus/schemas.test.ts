import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { DeclaredRoute } from "#lib/platform/route.ts";
import { nameOf, readRoutes } from "../http-routes.ts";
import { type Field, fieldsOf, put, type Shape, sample, shapeOf } from "../http-samples.ts";
import { misfit } from "./conforms.ts";
import { CLASSES, JSON_VALUES, VALUES } from "./values.ts";

interface Subject {
  name: string;
  /** Of a query only texts arrive, and some fall back to "not given": what was accepted says little there. */
  judged: boolean;
  schema: z.ZodType;
  shape: Shape;
}

/** The long form asks every field everything. */
const LONG = process.env.EVENKEEL_LONG === "1";

let subjects: Subject[];

beforeAll(async () => {
  const routes = await readRoutes();
  const of = (route: DeclaredRoute): Subject[] =>
    (["body", "query", "params"] as const).flatMap((part) => {
      const schema = route[part];
      return schema
        ? [{ name: `${nameOf(route)} ${part}`, judged: part !== "query", schema, shape: shapeOf(schema) }]
        : [];
    });
  // Many routes share a schema: each is looked at once.
  const seen = new Set<z.ZodType>();
  subjects = routes.flatMap(of).filter((one) => !seen.has(one.schema) && seen.add(one.schema));
});

/** The milliseconds a parse needs at its best of three: the machine may have other things to do, a bad pattern always has. */
function slowness(schema: z.ZodType, value: unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && best > 50; tries++) {
    const since = performance.now();
    schema.safeParse(value);
    best = Math.min(best, performance.now() - since);
  }
  return best;
}

const PATIENCE_MS = 50;
const tell = (value: unknown) =>
  typeof value === "string" ? JSON.stringify(value).slice(0, 60) : Object.prototype.toString.call(value);

/** Puts a value where a field stands, or in place of everything. */
function check(subject: Subject, field: Field, base: unknown, value: unknown, problems: string[]): boolean {
  const body = put(base, field.path, value);
  const label = `${subject.name} ${field.path.join(".") || "(all)"} = ${tell(value)}`;
  try {
    const since = performance.now();
    const parsed = subject.schema.safeParse(body);
    if (performance.now() - since > PATIENCE_MS && slowness(subject.schema, body) > PATIENCE_MS)
      problems.push(`${label}: slow`);
    if (!parsed.success) return false;
    // Preprocessing may take away what is empty; what is left has to be of the documented kind.
    const empty = value === "" || value === undefined || Object.keys(field.shape).length === 0;
    const wrong = subject.judged && !empty ? misfit(value, field.shape, subject.shape) : null;
    if (wrong) problems.push(`${label}: accepted, ${wrong}`);
    return true;
  } catch (error) {
    problems.push(`${label}: threw ${String(error).slice(0, 120)}`);
    return false;
  }
}

describe("bad input against every schema (Q10)", () => {
  it("has 2,000 values and 60 classes", () => {
    expect(new Set(JSON_VALUES.map((value) => JSON.stringify(value))).size).toBeGreaterThan(2000);
    expect(CLASSES.length).toBeGreaterThanOrEqual(60);
  });

  it("no value makes a schema throw, wait, or take what it does not document", { timeout: 240_000 }, () => {
    const problems: string[] = [];
    let parses = 0;
    let accepted = 0;
    let fields = 0;
    const known = new Set<string>();
    for (const subject of subjects) {
      const base = sample(subject.shape, () => undefined);
      for (const field of fieldsOf(subject.shape, 4)) {
        fields += 1;
        // The same kind of field of the same name was asked everything already: here the classes have to do.
        const kind = `${field.path.at(-1)} ${JSON.stringify(field.shape)}`;
        const values = LONG || !known.has(kind) ? VALUES : CLASSES.map((one) => one.value);
        known.add(kind);
        for (const value of values) {
          parses += 1;
          if (check(subject, field, base, value, problems)) accepted += 1;
        }
      }
    }
    console.log(
      `bad input: ${VALUES.length} values × ${fields} fields of ${subjects.length} schemas: ${parses} parsed, ${accepted} accepted, ${problems.length} wrong`,
    );
    expect(problems.slice(0, 40)).toEqual([]);
    // The samples themselves are good: otherwise everything would be refused for another reason.
    expect(accepted).toBeGreaterThan(fields);
  });

  it("neither does anything fast-check thinks of", { timeout: 120_000 }, () => {
    for (const { name, schema } of subjects) {
      fc.assert(
        fc.property(
          fc.oneof(
            fc.anything({ withNullPrototype: true, withDate: true, withBigInt: true }),
            fc.jsonValue(),
          ),
          (value) => {
            const parsed = schema.safeParse(value);
            return parsed.success || parsed.error.issues.length > 0;
          },
        ),
        { numRuns: 60 },
      );
      expect(name).toBeTruthy();
    }
  });

  it("the checks notice a schema that is broken", () => {
    const problems: string[] = [];
    const subjectOf = (name: string, schema: z.ZodType): Subject => ({
      name,
      judged: true,
      schema,
      shape: {},
    });
    const field = { path: ["a"], shape: { type: "string" }, required: true };
    const throwing = z.object({
      a: z.string().refine((value) => value.startsWith("a") || JSON.parse(value)),
    });
    check(subjectOf("throws", throwing), field, {}, "x", problems);
    const sloppy = z.object({ a: z.preprocess((value) => String(value), z.string()) });
    check(subjectOf("sloppy", sloppy), field, {}, { b: 1 }, problems);
    const slow = z.object({ a: z.string().regex(/^(a+)+$/) });
    check(subjectOf("slow", slow), field, {}, `${"a".repeat(25)}!`, problems);
    expect(problems.map((one) => one.split(" ")[0])).toEqual(["throws", "sloppy", "slow"]);
  });
});

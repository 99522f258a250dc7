import { z } from "zod";
import { AppError, type FieldError, invalid } from "./errors.ts";

// What is too long is not looked at any further (abort): a megabyte costs what it costs only once.
// A lone surrogate cannot be stored as UTF-8, a NUL not at all: said at the field instead of failing in the database.
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Whether PostgreSQL can hold the text. */
export const storable = (text: string) => !text.includes("\u0000") && !LONE_SURROGATE.test(text);

const KINDS: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with fields",
  record: "an object with fields",
  date: "a date",
  null: "empty",
};

/** A sentence for what a schema itself says nothing about; zod's own words are for programmers. */
function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "This is needed."
        : `This must be ${KINDS[issue.expected] ?? "of another kind"}.`;
    case "invalid_value":
      return `Choose ${issue.values.map(String).join(", ")}.`;
    case "invalid_union":
      return "This fits none of the forms it may have.";
    case "invalid_format":
      return "This is not written as it should be.";
    case "too_small":
      return issue.origin === "string" || issue.origin === "array"
        ? `Give ${issue.minimum} or more.`
        : `The least is ${issue.minimum}.`;
    case "too_big":
      return issue.origin === "string" || issue.origin === "array"
        ? `At most ${issue.maximum} fit here.`
        : `The most is ${issue.maximum}.`;
    default:
      return undefined;
  }
}
z.config({ customError: sentence });

/** One line or more of text, trimmed, 1 to `max` characters. */
export const text = (max = 200, what = "This") =>
  z
    .string({ error: `${what} must be text.` })
    .trim()
    .min(1, `${what} is needed.`)
    .max(max, { error: `${what} may have at most ${max} characters.`, abort: true })
    .refine(storable, `${what} holds a character that cannot be stored.`);

/** Text that may be empty. */
export const optionalText = (max = 5000, what = "This") =>
  z
    .string({ error: `${what} must be text.` })
    .trim()
    .max(max, { error: `${what} may have at most ${max} characters.`, abort: true })
    .refine(storable, `${what} holds a character that cannot be stored.`);

export const id = z.guid({ error: "This is not an id." }).transform((value) => value.toLowerCase());

/** ISO 8601 instant with an offset, between 2000 and 2100. */
export const instant = z
  .string({ error: "Give a date and time, for example 2026-11-21T14:05:00Z." })
  .max(40, { error: "Give a date and time, for example 2026-11-21T14:05:00Z.", abort: true })
  .refine(
    (value) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && inRange(value),
    "Give a date and time, for example 2026-11-21T14:05:00Z.",
  );

function inRange(value: string): boolean {
  const at = Date.parse(value);
  return Number.isFinite(at) && at >= Date.UTC(2000, 0) && at < Date.UTC(2100, 0);
}

/** A calendar date, YYYY-MM-DD. */
export const date = z.iso
  .date({ error: "Give a date, for example 2026-11-21.", abort: true })
  .refine(inRange, "Give a date between 2000 and 2099.");

export const version = z.int({ error: "version must be the number you read." }).min(1).max(2_147_483_647);

export const zone = z
  .string()
  .max(60, { error: "This is not a time zone, for example Europe/Berlin.", abort: true })
  .refine((value) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone: value });
      return /^[A-Za-z]/.test(value);
    } catch {
      return false;
    }
  }, "This is not a time zone, for example Europe/Berlin.");

/** Parses or answers 400 with one sentence per field. */
export function parse<S extends z.ZodType>(schema: S, value: unknown, prefix = ""): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(fieldErrors(result.error, prefix));
}

/** zod's issues as our field errors; unknown fields are named. */
export function fieldErrors(error: z.ZodError, prefix = ""): FieldError[] {
  return error.issues.slice(0, 50).map((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter(Boolean).join(".");
    if (issue.code === "unrecognized_keys") {
      const names = issue.keys.map((key) => key.slice(0, 60)).join(", ");
      return {
        path: [path, issue.keys[0]?.slice(0, 60)].filter(Boolean).join("."),
        message: `There is no field ${names}.`,
      };
    }
    return { path, message: issue.message };
  });
}

/**
 * The texts of an address, with what PostgreSQL cannot hold replaced by the character that stands for it: any text is a
 * valid search, and one that nobody can have stored finds nothing.
 */
export function legible(texts: Record<string, string>): Record<string, string> {
  const plain = (text: string) =>
    storable(text) ? text : text.toWellFormed().replaceAll("\u0000", "\ufffd");
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, plain(text)]));
}

/** Refuses text that PostgreSQL cannot hold, anywhere in a parsed body. */
export function refuseUnstorable(value: unknown, path = "", depth = 0): void {
  if (depth > 40) throw new AppError("bad_request", "The body is nested too deeply.");
  if (typeof value === "string") {
    if (!storable(value)) throw invalid([{ path, message: "This holds a character that cannot be stored." }]);
  } else if (Array.isArray(value)) {
    value.forEach(
      (item, index) => void refuseUnstorable(item, path ? `${path}.${index}` : String(index), depth + 1),
    );
  } else if (value && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (!storable(key))
        throw invalid([{ path, message: "A field name holds a character that cannot be stored." }]);
      refuseUnstorable(item, path ? `${path}.${key}` : key, depth + 1);
    }
  }
}

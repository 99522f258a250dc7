import { z } from "zod";

/** A schema as far as making values of it needs. */
export interface Shape {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  additionalProperties?: unknown;
  $ref?: string;
  $defs?: Record<string, Shape>;
}

/** zod's own JSON Schema of what goes in. */
export function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as Shape;
}

/** Follows a `$ref` into the schema's own definitions. */
export function deref(shape: Shape, root: Shape): Shape {
  if (!shape.$ref) return shape;
  const name = shape.$ref.slice(shape.$ref.lastIndexOf("/") + 1);
  return shape.$ref === "#" ? root : (root.$defs?.[name] ?? {});
}

/** Values for fields by name, where the shape alone does not say what makes sense. */
export type Fill = (name: string, shape: Shape) => unknown;

const BY_NAME: Record<string, unknown> = {
  zone: "Europe/Berlin",
  email: "somebody@example.org",
  password: "a quiet harbour at dawn",
  phone: "+49 30 1234567",
  from: "08:00",
  to: "18:00",
  occurredAt: "2026-11-01T10:00:00Z",
  at: "2026-11-01T10:00:00Z",
  url: "https://example.org/page",
};

function text(name: string, shape: Shape): unknown {
  if (shape.format === "date") return "2026-11-30";
  if (shape.format === "uri") return "https://example.org/page";
  if (shape.format === "uuid") return "01930000-0000-7000-8000-000000000001";
  const known = BY_NAME[name];
  if (typeof known === "string" && (!shape.pattern || new RegExp(shape.pattern).test(known))) return known;
  for (const word of ["Sample", "sample", "1", "12:00", ""])
    if (word.length >= (shape.minLength ?? 0) && (!shape.pattern || new RegExp(shape.pattern).test(word)))
      return word;
  return "Sample".padEnd(shape.minLength ?? 0, " of text");
}

/** The least value of a shape: needed fields only, first choices, lowest numbers. */
export function sample(shape: Shape, fill: Fill, name = "", root = shape): unknown {
  const here = deref(shape, root);
  const filled = fill(name, here);
  if (filled !== undefined) return filled;
  if (here.const !== undefined) return here.const;
  if (here.enum) return here.enum[0];
  const choices = here.anyOf ?? here.oneOf;
  if (choices?.[0]) return sample(choices[0], fill, name, root);
  const type = Array.isArray(here.type) ? here.type[0] : here.type;
  if (type === "object") {
    const entries = (here.required ?? []).map((key) => {
      const child = here.properties?.[key] ?? {};
      return [key, sample(child, fill, key, root)] as const;
    });
    return Object.fromEntries(entries);
  }
  if (type === "array") {
    const count = here.minItems ?? 0;
    return Array.from({ length: count }, () => sample(here.items ?? {}, fill, name, root));
  }
  if (type === "integer" || type === "number") return Math.max(here.minimum ?? 1, 1);
  if (type === "boolean") return true;
  if (type === "null") return null;
  return text(name, here);
}

/** A field of a schema: where it stands, and its shape. */
export interface Field {
  path: Array<string | number>;
  shape: Shape;
  required: boolean;
}

/** Every field of a shape, through objects and the first element of arrays; the root itself first. */
export function fieldsOf(shape: Shape, depth = 7): Field[] {
  const found: Field[] = [];
  const walk = (given: Shape, path: Array<string | number>, required: boolean, left: number): void => {
    const here = deref(given, shape);
    found.push({ path, shape: here, required });
    if (left === 0) return;
    for (const one of here.anyOf ?? here.oneOf ?? []) {
      const inner = deref(one, shape);
      if (inner.properties || inner.items) walk(inner, path, required, left - 1);
    }
    for (const [key, child] of Object.entries(here.properties ?? {}))
      walk(child, [...path, key], here.required?.includes(key) ?? false, left - 1);
    if (here.items) walk(here.items, [...path, 0], true, left - 1);
  };
  walk(shape, [], true, depth);
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(one.path.join(".")) && seen.add(one.path.join(".")));
}

/** A copy of `value` in which the field at `path` is `field`; what is missing on the way is made. */
export function put(value: unknown, path: Array<string | number>, field: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return field;
  if (typeof step === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    list[step] = put(list[step], rest, field);
    return list;
  }
  const held = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  return { ...held, [step]: put((held as Record<string, unknown>)[step], rest, field) };
}

/** The shape at a path, through objects, lists and choices; undefined where there is none. */
function shapeAt(shape: Shape, path: Array<string | number>, root: Shape): Shape | undefined {
  const here = deref(shape, root);
  const [step, ...rest] = path;
  if (step === undefined) return here;
  for (const one of here.anyOf ?? here.oneOf ?? []) {
    const found = shapeAt(one, path, root);
    if (found) return found;
  }
  const child = typeof step === "number" ? here.items : here.properties?.[step];
  return child ? shapeAt(child, rest, root) : undefined;
}

const valueAt = (value: unknown, path: Array<string | number>): unknown =>
  path.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[step] : undefined,
    value,
  );

/** A body in which everything that the field at `path` stands in is there and good, so that only the field is judged. */
export function around(base: unknown, path: Array<string | number>, root: Shape, fill: Fill): unknown {
  let body = base;
  for (let length = 1; length < path.length; length++) {
    const place = path.slice(0, length);
    const shape = shapeAt(root, place, root);
    const held = valueAt(body, place);
    if (!shape || (typeof held === "object" && held !== null && Object.keys(held).length > 0)) continue;
    const choice = (shape.anyOf ?? shape.oneOf ?? [shape]).find((one) =>
      shapeAt(one, path.slice(length, length + 1), root),
    );
    const made = sample(choice ?? shape, fill, String(place.at(-1)), root);
    body = put(
      body,
      place,
      Array.isArray(made) && made.length === 0
        ? [sample(deref(choice ?? shape, root).items ?? {}, fill, "", root)]
        : made,
    );
  }
  return body;
}

import { deref, type Shape } from "../http-samples.ts";

const typeOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

function fitsType(type: string, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  return typeOf(value) === type;
}

/**
 * Whether a value is of the type a JSON Schema documents: kinds, choices, bounds of numbers and lists, needed and
 * unknown fields. Lengths of texts are left out, because texts are trimmed before they are measured.
 * @returns null, or the first place where it is not
 */
export function misfit(value: unknown, given: Shape, root: Shape = given, place = ""): string | null {
  const shape = deref(given, root);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices)
    return choices.some((one) => misfit(value, one, root, place) === null)
      ? null
      : `${place}: fits no choice`;
  if ("const" in shape && value !== shape.const) return `${place}: not ${String(shape.const)}`;
  if (shape.enum && !shape.enum.includes(value)) return `${place}: not one of ${shape.enum.join(", ")}`;
  const types = shape.type === undefined ? [] : [shape.type].flat();
  if (types.length > 0 && !types.some((type) => fitsType(type, value)))
    return `${place}: ${typeOf(value)} instead of ${types.join(" or ")}`;
  if (typeof value === "number") {
    if (shape.minimum !== undefined && value < shape.minimum) return `${place}: below ${shape.minimum}`;
    if (shape.maximum !== undefined && value > shape.maximum) return `${place}: above ${shape.maximum}`;
  }
  if (Array.isArray(value)) {
    if (shape.maxItems !== undefined && value.length > shape.maxItems)
      return `${place}: more than ${shape.maxItems}`;
    if (shape.minItems !== undefined && value.length < shape.minItems)
      return `${place}: fewer than ${shape.minItems}`;
    for (const [at, item] of value.entries()) {
      const wrong = shape.items ? misfit(item, shape.items, root, `${place}.${at}`) : null;
      if (wrong) return wrong;
    }
  }
  if (typeOf(value) === "object" && shape.properties)
    return misfitOfFields(value as Record<string, unknown>, shape, root, place);
  return null;
}

function misfitOfFields(
  value: Record<string, unknown>,
  shape: Shape,
  root: Shape,
  place: string,
): string | null {
  for (const name of shape.required ?? []) if (value[name] === undefined) return `${place}.${name}: missing`;
  for (const [name, item] of Object.entries(value)) {
    const field = Object.hasOwn(shape.properties ?? {}, name) ? shape.properties?.[name] : undefined;
    if (!field) {
      if (shape.additionalProperties === false) return `${place}.${name}: unknown`;
      continue;
    }
    const wrong = item === undefined ? null : misfit(item, field, root, `${place}.${name}`);
    if (wrong) return wrong;
  }
  return null;
}

import { STATUS } from "#lib/platform/errors.ts";
import { api } from "./api.ts";

export interface ReferenceField {
  name: string;
  type: string;
  required: boolean;
}

export interface ReferenceRoute {
  method: string;
  path: string;
  summary: string;
  scope: string | null;
  open: boolean;
  fields: ReferenceField[];
  query: ReferenceField[];
}

export interface Reference {
  groups: Array<{ name: string; routes: ReferenceRoute[] }>;
  codes: Array<{ code: string; status: number }>;
}

interface Json {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Json[];
  items?: Json;
  properties?: Record<string, Json>;
  required?: string[];
}

interface Operation {
  summary?: string;
  tags?: string[];
  security?: Array<Record<string, string[]>>;
  parameters?: Array<{ name: string; in: string; required?: boolean; schema?: Json }>;
  requestBody?: { content?: Record<string, { schema?: Json }> };
}

function typeOf(schema: Json | undefined): string {
  if (!schema) return "anything";
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.type === "array") return `${typeOf(schema.items)}[]`;
  return Array.isArray(schema.type) ? schema.type.join(" | ") : (schema.type ?? "anything");
}

const fieldsOf = (schema: Json | undefined): ReferenceField[] =>
  Object.entries(schema?.properties ?? {}).map(([name, value]) => ({
    name,
    type: typeOf(value),
    required: schema?.required?.includes(name) ?? false,
  }));

function routeOf(method: string, path: string, operation: Operation): ReferenceRoute {
  const token = operation.security?.find((one) => "token" in one)?.token?.[0];
  return {
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? "",
    scope: token ?? null,
    open: operation.security?.length === 0,
    fields: fieldsOf(operation.requestBody?.content?.["application/json"]?.schema),
    query: (operation.parameters ?? [])
      .filter((one) => one.in === "query")
      .map((one) => ({ name: one.name, type: typeOf(one.schema), required: one.required ?? false })),
  };
}

/** Every route by resource, and the closed list of error codes. */
export function describeApi(): Reference {
  const document = api.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Evenkeel", version: "1" } });
  const groups = new Map<string, ReferenceRoute[]>();
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations as Record<string, Operation>)) {
      const name = operation.tags?.[0] ?? "portal";
      groups.set(name, [...(groups.get(name) ?? []), routeOf(method, path, operation)]);
    }
  }
  return {
    groups: [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([name, routes]) => ({ name, routes })),
    codes: Object.entries(STATUS).map(([code, status]) => ({ code, status })),
  };
}

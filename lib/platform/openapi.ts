import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";

type Registry = OpenAPIHono["openAPIRegistry"];
type PathConfig = Parameters<Registry["registerPath"]>[0];

export interface Described {
  method: "get" | "post" | "put" | "patch" | "delete";
  path: string;
  summary: string;
  who: string;
  scope: string;
  status: number;
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  answer: z.ZodType;
}

type JsonSchema = Record<string, unknown>;

/** zod's own JSON Schema, which OpenAPI 3.1 takes as it is; what JSON cannot say becomes "anything". */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
  }) as JsonSchema;
  return rest;
}

function parameters(schema: z.ZodType | undefined, place: "path" | "query"): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: value,
  }));
}

const problem = {
  description: "A problem (RFC 9457)",
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        properties: {
          type: { type: "string" },
          title: { type: "string" },
          status: { type: "integer" },
          detail: { type: "string" },
          code: { type: "string" },
          requestId: { type: "string" },
          errors: {
            type: "array",
            items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } },
          },
        },
        required: ["title", "status", "detail", "code", "requestId"],
      },
    },
  },
};

/** Writes a declared route into the OpenAPI 3.1 document. */
export function describeRoute(registry: Registry, route: Described): void {
  const open = route.who === "anyone" || route.who === "secret";
  const config = {
    method: route.method,
    path: route.path,
    summary: route.summary,
    tags: [route.path.split("/")[1] ?? "portal"],
    security: open ? [] : [{ session: [] }, ...(route.scope === "none" ? [] : [{ token: [route.scope] }])],
    parameters: [
      ...parameters(route.params, "path"),
      ...parameters(route.query, "query"),
      ...(route.method === "get"
        ? []
        : [
            {
              name: "Idempotency-Key",
              in: "header",
              required: false,
              schema: { type: "string", maxLength: 200 },
            },
          ]),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: jsonSchema(route.body, "input") } },
          },
        }
      : {}),
    responses: {
      [route.status]: {
        description: "Done",
        content: { "application/json": { schema: jsonSchema(route.answer, "output") } },
      },
      default: problem,
    },
  };
  registry.registerPath(config as unknown as PathConfig);
}

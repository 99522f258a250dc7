import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { redactAudit } from "./commands/redact.ts";
import { failedSignIns, listAudit, listRefusals } from "./queries.ts";
import { AuditDto, AuditParams, FailedSignInsDto, ListAudit, RedactAudit, RefusalsDto } from "./schema.ts";

export const auditRoutes = newRoutes();

route(auditRoutes, {
  method: "get",
  path: "/audit",
  summary: "What was done, newest first",
  who: "admin",
  scope: "audit:read",
  query: ListAudit,
  answer: z.object({ items: z.array(AuditDto), nextCursor: z.string().nullable(), limit: z.number() }),
  handle: ({ ctx, query }) => listAudit(ctx, query),
});
route(auditRoutes, {
  method: "get",
  path: "/audit/sign-ins",
  summary: "Failed sign-ins of the last 24 hours, per person",
  who: "admin",
  scope: "audit:read",
  answer: z.object({ items: z.array(FailedSignInsDto) }),
  handle: async ({ ctx }) => ({ items: await failedSignIns(ctx) }),
});
route(auditRoutes, {
  method: "get",
  path: "/audit/refusals",
  summary: "Refusals of the last 24 hours, per person and resource",
  who: "admin",
  scope: "audit:read",
  answer: z.object({ items: z.array(RefusalsDto) }),
  handle: async ({ ctx }) => ({ items: await listRefusals(ctx) }),
});
route(auditRoutes, {
  method: "post",
  path: "/audit/{id}/redact",
  summary: "Take the free text out of one entry; the entry and its hash stay",
  who: "admin",
  scope: "none",
  fresh: true,
  params: AuditParams,
  body: RedactAudit,
  answer: z.object({ id: z.string(), redactedAt: z.string() }),
  handle: ({ ctx, params, body }) => redactAudit(ctx, { ...params, ...body }),
});

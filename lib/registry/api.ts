import { OpenAPIHono } from "@hono/zod-openapi";
import { recordRefusal } from "#lib/audit/commands/record-refusal.ts";
import { requireCtx, tokenCtx } from "#lib/auth/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { env, publicUrl } from "#lib/platform/env.ts";
import { forbidden, isAppError, notFound } from "#lib/platform/errors.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { limitRequests } from "#lib/platform/limits.ts";
import { log, reportError } from "#lib/platform/log.ts";
import { problemResponse } from "#lib/platform/problem.ts";
import type { ApiEnv } from "#lib/platform/route.ts";
import { countRequest } from "./metrics.ts";
import { openRoutes } from "./open-routes.ts";
import { roomRoutes } from "./rooms.ts";
import { sessionIdOf } from "./session-cookie.ts";

const REQUEST_ID = /^[\w.:-]{8,80}$/;
const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** A cookie write must come from our own pages: an `Origin` equal to the configured one, or to the request's own Host. */
function checkOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (!origin) throw forbidden("A browser write needs an Origin; scripts use an API token.");
  const configured = env().NEXTAUTH_URL ? new URL(publicUrl()).origin : null;
  const own = new URL(request.url);
  const allowed = configured
    ? origin === configured
    : safeHost(origin) === (request.headers.get("host") ?? own.host);
  if (!allowed) throw forbidden("This write comes from another site.");
  const site = request.headers.get("sec-fetch-site");
  if (site && site !== "same-origin") throw forbidden("This write comes from another site.");
}

function safeHost(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

async function whoAsks(request: Request, requestId: string): Promise<Ctx> {
  const bearer = request.headers.get("authorization");
  if (bearer) {
    const token = /^Bearer\s+([\x21-\x7e]{8,200})$/i.exec(bearer)?.[1];
    return token ? tokenCtx(token, requestId) : requireCtx(null, requestId);
  }
  const ctx = await requireCtx(await sessionIdOf(request.headers.get("cookie")), requestId);
  if (ctx.actor.kind === "user" && WRITES.has(request.method)) checkOrigin(request);
  return ctx;
}

/** The whole HTTP API: guards first, then the rooms. Free of Next, so that it runs in front of it. */
export const api = new OpenAPIHono<ApiEnv>();

api.use("*", async (http, next) => {
  const given = http.req.header("x-request-id");
  const requestId = given && REQUEST_ID.test(given) ? given : uuidv7();
  http.set("requestId", requestId);
  http.set("address", http.req.header("x-evenkeel-client") ?? "local");
  const started = performance.now();
  await next();
  http.res.headers.set("x-request-id", requestId);
  if (!http.res.headers.has("cache-control")) http.res.headers.set("cache-control", "no-store");
  http.res.headers.set("x-content-type-options", "nosniff");
  if (!http.res.headers.has("content-security-policy"))
    http.res.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  const milliseconds = performance.now() - started;
  countRequest(http.req.method, http.res.status, milliseconds);
  log().debug(
    { requestId, method: http.req.method, path: http.req.path, status: http.res.status, milliseconds },
    "request",
  );
});

api.onError((error, http) => {
  const ctx = http.get("ctx") as Ctx | undefined;
  if (ctx && isAppError(error) && error.code === "forbidden") {
    // S-221: who was refused what. The answer does not wait for it.
    recordRefusal(ctx, http.req.path).catch((cause) => reportError(cause, { requestId: ctx.requestId }));
  }
  return problemResponse(error, http.get("requestId") ?? "unknown");
});
api.notFound((http) => problemResponse(notFound("address"), http.get("requestId") ?? "unknown"));

api.route("/api", openRoutes);

api.use("/api/v1/*", async (http, next) => {
  const address = http.get("address");
  const ctx = await whoAsks(http.req.raw, http.get("requestId"));
  const key = ctx.actor.tokenId ?? ctx.actor.userId;
  await limitRequests(key ?? address, key !== null);
  http.set("ctx", ctx);
  await next();
});

for (const routes of roomRoutes) api.route("/api/v1", routes);

/** Every declared route, for the authorization matrix and the bad-input corpus. */
export const declaredRoutes = roomRoutes.flatMap((routes) => routes.declared);

api.get("/api/v1/openapi.json", (http) => {
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Evenkeel",
      version: "1",
      description: "The portal's HTTP contract. The portal itself is its first client.",
    },
    servers: [{ url: publicUrl() }],
  });
  return http.json(document);
});

api.openAPIRegistry.registerComponent("securitySchemes", "session", {
  type: "apiKey",
  in: "cookie",
  name: "evenkeel.session",
});
api.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });

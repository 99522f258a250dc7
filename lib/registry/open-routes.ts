import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { requireCtx, tokenCtx } from "#lib/auth/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { pool } from "#lib/platform/db.ts";
import { AppError, forbidden } from "#lib/platform/errors.ts";
import { type LiveEvent, subscribe } from "#lib/platform/realtime.ts";
import type { ApiEnv } from "#lib/platform/route.ts";
import { once, shared } from "#lib/platform/shared.ts";
import { detailedHealth } from "./health.ts";
import { metrics } from "./metrics.ts";
import { sessionIdOf } from "./session-cookie.ts";

/** Health, metrics and the live stream: beside /api/v1, each with its own guard. */
export const openRoutes = new Hono<ApiEnv>();

/** S-234 to S-237: 200 only if the database answers, within 100 ms of asking it. */
openRoutes.get("/health", async (http) => {
  if (shared().draining)
    return http.json({ status: "failing", database: "unknown", message: "This process is ending." }, 503);
  const answers = await Promise.race([
    pool()
      .query("SELECT 1")
      .then(
        () => true,
        () => false,
      ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 90).unref()),
  ]);
  if (answers) return http.json({ status: "ok", database: "ok", message: "The portal is running." });
  http.header("retry-after", "5");
  return http.json({ status: "failing", database: "away", message: "The database does not answer." }, 503);
});

openRoutes.get("/health/live", (http) => http.json({ status: "ok", message: "The process is running." }));

async function asker(request: Request, requestId: string, scope: string): Promise<Ctx> {
  const token = /^Bearer\s+(\S{8,200})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const ctx = token
    ? await tokenCtx(token, requestId)
    : await requireCtx(await sessionIdOf(request.headers.get("cookie")), requestId);
  if (ctx.actor.kind === "anonymous") throw new AppError("unauthenticated", "Sign in first, or use a token.");
  if (ctx.actor.scopes && !ctx.actor.scopes.includes(scope))
    throw forbidden(`This token lacks the scope ${scope}.`);
  return ctx;
}

openRoutes.get("/health/detailed", async (http) => {
  const ctx = await asker(http.req.raw, http.get("requestId"), "metrics:read");
  if (ctx.actor.kind === "user" && ctx.actor.role !== "admin")
    throw forbidden("Only administrators see this.");
  const health = await detailedHealth(ctx);
  return http.json(health, health.status === "ok" ? 200 : 503);
});

openRoutes.get("/metrics", async (http) => {
  const ctx = await asker(http.req.raw, http.get("requestId"), "metrics:read");
  if (ctx.actor.kind === "user" && ctx.actor.role !== "admin")
    throw forbidden("Only administrators see this.");
  const { registry } = metrics();
  return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
});

const SESSION_CHECK_MS = 4_000;
const ALIVE_MS = 10_000;

/** When an escalation engine last looked; one question a second per process, however many streams are open. */
const lastCycle = once("engine-cycle", () => {
  let asked = 0;
  let answer: Promise<string | null> = Promise.resolve(null);
  return () => {
    if (Date.now() - asked > 1000) {
      asked = Date.now();
      answer = pool()
        .query<{ at: Date | null }>("SELECT max(cycle_at) AS at FROM escalation_engines")
        .then(({ rows }) => rows[0]?.at?.toISOString() ?? null);
    }
    return answer;
  };
});
/** What goes with each sign of life; nothing about the engine while the database is away. */
const aliveData = () =>
  lastCycle().then(
    (engine) => JSON.stringify({ engine }),
    () => "{}",
  );

/** Server-sent events: ids only, audience checked, closed within 5 s of the session's end. */
openRoutes.get("/stream", async (http) => {
  const request = http.req.raw;
  const requestId = http.get("requestId");
  const ctx = await asker(request, requestId, "notifications:read");
  const sid = ctx.actor.sessionId;
  http.header("x-accel-buffering", "no");
  http.header("cache-control", "no-store");
  return streamSSE(http, async (stream) => {
    const queue: LiveEvent[] = [];
    let wake: () => void = () => undefined;
    const stop = subscribe(ctx.actor, (event) => {
      queue.push(event);
      wake();
    });
    stream.onAbort(() => {
      stop();
      wake();
    });
    await stream.writeSSE({
      event: "hello",
      data: JSON.stringify({ now: ctx.now.toISOString(), ...JSON.parse(await aliveData()) }),
      retry: 2000,
    });
    let checked = Date.now();
    let said = Date.now();
    while (!stream.aborted && !shared().draining) {
      for (let event = queue.shift(); event; event = queue.shift()) {
        await stream.writeSSE({ id: event.id, event: "change", data: JSON.stringify(event) });
      }
      if (Date.now() - checked > SESSION_CHECK_MS) {
        checked = Date.now();
        const still = await requireCtx(sid, requestId).catch(() => ctx);
        if (sid && still.actor.kind === "anonymous") {
          await stream.writeSSE({ event: "bye", data: '{"because":"signed-out"}' });
          break;
        }
      }
      if (Date.now() - said > ALIVE_MS) {
        await stream.writeSSE({ event: "alive", data: await aliveData() });
        said = Date.now();
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1000);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (queue.length > 0) wake();
      });
    }
    stop();
    if (shared().draining && !stream.aborted)
      await stream.writeSSE({ event: "bye", data: '{"because":"restarting"}', retry: 1000 });
  });
});

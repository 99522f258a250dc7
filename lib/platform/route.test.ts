import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Actor, anonymousCtx, type Ctx, type Role, systemCtx } from "./context.ts";
import { Replay } from "./db.ts";
import { notFound } from "./errors.ts";
import { id, text } from "./input.ts";
import { problemResponse } from "./problem.ts";
import { newRoutes, route } from "./route.ts";

const NOW = new Date("2026-11-21T12:00:00Z");

function person(role: Role, more: Partial<Actor> = {}): Ctx {
  const { actor, ...rest } = systemCtx("test", NOW, "request-1");
  return { ...rest, actor: { ...actor, kind: "user", userId: "u1", role, passwordAt: NOW, ...more } };
}
const token = (scopes: string[]) =>
  person("admin", { kind: "token", scopes, tokenId: "t1", passwordAt: null });

const seen: string[] = [];
const routes = newRoutes();
const common = { who: "signed-in", scope: "things:write", answer: z.unknown() } as const;
const body = z.strictObject({ name: text(20) });
const params = z.object({ id });
const done = async () => {
  seen.push("handled");
  return { done: true };
};
route(routes, { ...common, method: "post", path: "/things", summary: "s", body, status: 201, handle: done });
route(routes, {
  ...common,
  method: "post",
  path: "/things/{id}/end",
  summary: "s",
  params,
  body,
  handle: done,
});
route(routes, {
  ...common,
  method: "post",
  path: "/managed",
  summary: "s",
  who: "manager",
  body,
  handle: done,
});
route(routes, {
  ...common,
  method: "post",
  path: "/fresh",
  summary: "s",
  who: "admin",
  fresh: true,
  scope: "none",
  body,
  handle: done,
});
route(routes, {
  ...common,
  method: "get",
  path: "/open",
  summary: "s",
  who: "anyone",
  scope: "none",
  handle: done,
});
route(routes, {
  ...common,
  method: "post",
  path: "/again",
  summary: "s",
  stillVisible: async (ctx) => {
    if (ctx.actor.role === "viewer") throw notFound("thing");
  },
  handle: async () => {
    throw new Replay(201, { first: true });
  },
});

/** Asks the routes as somebody, with the guards and the error edge of the real application. */
async function ask(ctx: Ctx, path: string, init: RequestInit = {}) {
  const app = newRoutes();
  app.use("*", async (http, next) => {
    http.set("ctx", ctx);
    http.set("requestId", "request-1");
    await next();
  });
  app.onError((error) => problemResponse(error, "request-1"));
  app.route("/api/v1", routes);
  const answer = await app.request(`/api/v1${path}`, { method: "POST", ...init });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}

const json = (value: unknown): RequestInit => ({
  body: typeof value === "string" ? value : JSON.stringify(value),
  headers: { "content-type": "application/json" },
});
const anonymous = anonymousCtx(NOW, "request-1");

describe("the order of a request", () => {
  it("asks who first: nothing of a stranger is parsed", async () => {
    for (const init of [
      json("{broken"),
      json({ wrong: 1 }),
      { body: "x", headers: { "content-type": "text/plain" } },
    ])
      expect((await ask(anonymous, "/things", init)).status).toBe(401);
    expect((await ask(anonymous, "/things/not-an-id/end", json({ name: "x" }))).status).toBe(401);
    expect((await ask(person("viewer"), "/managed", json("{broken"))).status).toBe(403);
    expect((await ask(token([]), "/things", json("{broken"))).status).toBe(403);
  });
  it("then the address, then the body, then the handler", async () => {
    const me = person("responder");
    const wrongId = await ask(me, "/things/7/end", json({ wrong: 1 }));
    expect(wrongId.body.errors).toEqual([{ path: "id", message: "This is not an id." }]);
    expect((await ask(me, "/things", json({ name: "x", extra: 1 }))).status).toBe(400);
    seen.length = 0;
    expect((await ask(me, "/things", json({ name: "x" }))).status).toBe(201);
    expect(seen).toEqual(["handled"]);
  });
  it("wants a role, a scope and a fresh password where they are declared", async () => {
    const ok = json({ name: "x" });
    expect((await ask(person("manager"), "/managed", ok)).status).toBe(200);
    expect((await ask(token(["things:write"]), "/things", ok)).status).toBe(201);
    expect((await ask(token(["things:read"]), "/things", ok)).status).toBe(403);
    expect((await ask(token(["none"]), "/fresh", ok)).status).toBe(403);
    expect((await ask(person("admin"), "/fresh", ok)).status).toBe(200);
    const old = person("admin", { passwordAt: new Date(NOW.getTime() - 16 * 60_000) });
    expect((await ask(old, "/fresh", ok)).body.code).toBe("password_needed");
    expect((await ask(anonymous, "/open", { method: "GET" })).status).toBe(200);
  });
});

describe("bodies", () => {
  const me = person("responder");
  const code = async (init: RequestInit) => (await ask(me, "/things", init)).body.code;
  it("are JSON of at most 1 MB, not too deep, and storable", async () => {
    expect(await code(json("{"))).toBe("bad_request");
    expect(
      await code({ body: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } }),
    ).toBe("unsupported_media");
    expect(await code(json({ name: "x".repeat(1_000_001) }))).toBe("too_large");
    expect(await code(json(`${"[".repeat(60)}${"]".repeat(60)}`))).toBe("bad_request");
    expect(await code(json({ name: "a\u0000b" }))).toBe("invalid");
    expect(await code(json("null"))).toBe("invalid");
  });
  it("idempotency keys are visible words", async () => {
    const bad = {
      ...json({ name: "x" }),
      headers: { "content-type": "application/json", "idempotency-key": "k".repeat(201) },
    };
    expect(await code(bad)).toBe("bad_request");
  });
});

describe("a repeated key", () => {
  it("answers what was answered first, if it may still be seen", async () => {
    const first = await ask(person("responder"), "/again");
    expect(first).toMatchObject({ status: 201, body: { first: true } });
    expect(first.headers.get("idempotent-replay")).toBe("true");
    expect((await ask(person("viewer"), "/again")).status).toBe(404);
  });
});

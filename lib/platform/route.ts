import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { z } from "zod";
import { atLeast, type Ctx, type Role } from "./context.ts";
import { canonicalJson, sha256 } from "./crypto.ts";
import type { Replay } from "./db.ts";
import { AppError, forbidden } from "./errors.ts";
import { legible, parse, refuseUnstorable } from "./input.ts";
import { describeRoute } from "./openapi.ts";

/** What the app's middleware leaves for the handlers. */
export interface ApiEnv {
  Variables: { ctx: Ctx; requestId: string; address: string };
}

/**
 * Who may call at all; what of whose they may touch is the command's policy.
 * `anyone`: no session needed. `secret`: the secret is in the request. Else a signed-in person of at least that role.
 */
export type Who = "anyone" | "secret" | "signed-in" | Exclude<Role, "viewer">;

/** Who of the subject's team may do it, for the authorization matrix. */
export type TeamRule = "reader" | "member" | "lead" | "none";

type Schema = z.ZodType;
type Out<S> = S extends Schema ? z.output<S> : undefined;

export interface RouteSpec<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
> {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** With `{name}` for parameters, relative to /api/v1. */
  path: string;
  summary: string;
  who: Who;
  /** The token scope it needs, for example `incidents:write`. `none`: no token may call it. */
  scope: string;
  /** Who of the subject's own team may; `none` when it has no team. */
  team?: TeamRule;
  params?: P;
  query?: Q;
  body?: B;
  /** The body is not JSON but bytes, at most so many; the handler gets them as they came. */
  bytes?: number;
  answer: Schema;
  status?: 200 | 201;
  /** Changing people, tokens or settings asks for the password again after 15 minutes. */
  fresh?: boolean;
  /** A repeated key answers again only if the asker may still see it: throws not_found if not. */
  stillVisible?: (ctx: Ctx, answer: unknown, params: Out<P>) => Promise<unknown>;
  /** What the handler returned, as it is answered; asked again for a repeated key, so it must depend on nothing else. */
  respond?: (result: never) => { answer: unknown; status: 200 | 201 };
  handle: (call: {
    ctx: Ctx;
    params: Out<P>;
    query: Out<Q>;
    body: Out<B>;
    /** What came, where `bytes` is declared; else empty. */
    bytes: Uint8Array<ArrayBuffer>;
    http: Context<ApiEnv>;
  }) => Promise<unknown>;
}

/** A declared route as data: the authorization matrix and the OpenAPI document are made from these. */
export interface DeclaredRoute {
  method: string;
  path: string;
  who: Who;
  scope: string;
  team: TeamRule;
  fresh: boolean;
  hasBody: boolean;
  body: Schema | undefined;
  query: Schema | undefined;
  params: Schema | undefined;
}

export type Routes = OpenAPIHono<ApiEnv> & { declared: DeclaredRoute[] };

/** A room's sub-app. */
export function newRoutes(): Routes {
  return Object.assign(new OpenAPIHono<ApiEnv>(), { declared: [] as DeclaredRoute[] });
}

/** The window in which a password counts as just given. */
const FRESH_MS = 15 * 60_000;

function guard(ctx: Ctx, spec: { who: Who; scope: string; fresh?: boolean }): void {
  if (spec.who === "anyone" || spec.who === "secret") return;
  const { actor } = ctx;
  if (actor.kind === "anonymous") throw new AppError("unauthenticated", "Sign in first.");
  if (actor.scopes && (spec.scope === "none" || !actor.scopes.includes(spec.scope))) {
    throw forbidden(
      spec.scope === "none" ? "An API token cannot do this." : `This token lacks the scope ${spec.scope}.`,
    );
  }
  if (spec.who !== "signed-in" && !atLeast(actor, spec.who))
    throw forbidden(`This needs the role ${spec.who}.`);
  if (spec.fresh && (!actor.passwordAt || ctx.now.getTime() - actor.passwordAt.getTime() > FRESH_MS)) {
    throw new AppError("password_needed", "Give your password again: this change is sensitive.");
  }
}

const MAX_BODY = 1_000_000;

async function readBody(http: Context<ApiEnv>): Promise<unknown> {
  const declared = Number(http.req.header("content-length") ?? "0");
  if (declared > MAX_BODY) throw new AppError("too_large", "The body may have at most 1 MB.");
  const type = http.req.header("content-type") ?? "";
  const raw = await http.req.text();
  if (raw.length > MAX_BODY) throw new AppError("too_large", "The body may have at most 1 MB.");
  if (raw === "" && !type) return {};
  if (!/^application\/json\b/i.test(type))
    throw new AppError("unsupported_media", "Send JSON (content-type application/json).");
  if (raw === "") return {};
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    throw new AppError("bad_request", "The body is not valid JSON.");
  }
}

/** The body as it came. @throws too_large */
async function readBytes(http: Context<ApiEnv>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooMuch = () =>
    new AppError("too_large", `The body may have at most ${Math.floor(most / 1_048_576)} MB.`);
  if (Number(http.req.header("content-length") ?? "0") > most) throw tooMuch();
  const parts: Uint8Array[] = [];
  let size = 0;
  // Piece by piece: a length that lies is noticed before everything is held.
  for await (const part of http.req.raw.body ?? []) {
    size += part.length;
    if (size > most) throw tooMuch();
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function idempotencyOf(
  http: Context<ApiEnv>,
  ctx: Ctx,
  spec: { method: string; path: string; status: number },
  body: unknown,
): Ctx {
  const key = http.req.header("idempotency-key");
  if (!key) return ctx;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new AppError("bad_request", "Idempotency-Key must be 1 to 200 visible characters.");
  const who = ctx.actor.tokenId ?? ctx.actor.userId ?? "anonymous";
  const target = new URL(http.req.url).pathname;
  const id = sha256([who, spec.method, target, key].join("\n"));
  return {
    ...ctx,
    idempotency: { id, bodyHash: sha256(canonicalJson(body)), status: spec.status, used: false },
  };
}

/** Declares a route and mounts it: guard first, then parse, then the handler of a few lines. */
export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(routes: Routes, spec: RouteSpec<P, Q, B>): void {
  const status = spec.status ?? 200;
  const writes = spec.method !== "get";
  describeRoute(routes.openAPIRegistry, { ...spec, status });
  const declared = {
    method: spec.method,
    path: spec.path,
    who: spec.who,
    scope: spec.scope,
    team: spec.team ?? "none",
    fresh: spec.fresh ?? false,
    hasBody: spec.body !== undefined,
    body: spec.body,
    query: spec.query,
    params: spec.params,
  };
  routes.declared.push(declared);
  routes.on(spec.method.toUpperCase(), spec.path.replace(/\{(\w+)\}/g, ":$1"), async (http) => {
    const ctx = http.get("ctx");
    guard(ctx, spec);
    const params = spec.params ? parse(spec.params, legible(http.req.param())) : undefined;
    const query = spec.query ? parse(spec.query, legible(http.req.query())) : undefined;
    const bytes = spec.bytes ? await readBytes(http, spec.bytes) : new Uint8Array();
    const raw = spec.bytes
      ? { digest: sha256(Buffer.from(bytes).toString("latin1")) }
      : writes
        ? await readBody(http)
        : undefined;
    if (writes) refuseUnstorable(raw);
    const body = spec.body ? parse(spec.body, raw) : undefined;
    const own = writes
      ? idempotencyOf(http, ctx, { method: spec.method, path: spec.path, status }, raw)
      : ctx;
    const call = {
      ctx: own,
      params: params as Out<P>,
      query: query as Out<Q>,
      body: body as Out<B>,
      bytes,
      http,
    };
    try {
      const result = await spec.handle(call);
      if (result instanceof Response) return result;
      const { answer, status: shown } = spec.respond?.(result as never) ?? { answer: result, status };
      return http.json(answer as Record<string, unknown>, shown);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "Replay") throw error;
      const replay = error as Replay;
      const first = spec.respond?.(replay.answer as never) ?? replay;
      if (spec.stillVisible) await spec.stillVisible(ctx, first.answer, call.params);
      http.header("idempotent-replay", "true");
      return http.json(first.answer as Record<string, unknown>, first.status as 200);
    }
  });
}

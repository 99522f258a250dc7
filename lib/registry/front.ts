import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import { shared } from "#lib/platform/shared.ts";
import { dataPolicy, makeNonce, pagePolicy, plainHeaders, transportHeader } from "#lib/registry/csp.ts";
import type { Streams } from "#lib/registry/drain.ts";
import { cleanHeaders, overwriteHeader, refusal, requestId } from "#lib/registry/intake.ts";
import { findClient } from "#lib/registry/proxies.ts";

/** What stands behind the front, and what it has to know about the outside. */
export type House = {
  /** The HTTP API: all of /api/v1, /api/stream, /api/health and /api/metrics. */
  api: RequestListener;
  /** The pages, and sign-in's own routes under /api/auth. */
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  proxies: BlockList;
  streams: Streams;
  /** The address people type begins with https. */
  https: boolean;
  /** Sentry's origin, when the browser may report to it. */
  reportTo: string | null;
};

const apiPath = /^\/api\/(v1|health)(\/|$)|^\/api\/(stream|metrics)$/;

function refuse(response: ServerResponse, status: number, detail: string): void {
  const titles: Record<number, string> = { 400: "Bad request", 405: "Method not allowed" };
  const body = { type: "about:blank", title: titles[status], status, detail, code: "bad_request" };
  const id = response.getHeader("x-request-id");
  response.writeHead(status, { "Content-Type": "application/problem+json", Connection: "close" });
  response.end(JSON.stringify({ ...body, requestId: id }));
}

/** Pages are only read; the one thing under Next that takes a body is sign-in, which sends a small form. */
function pageRefusal(request: IncomingMessage, path: string): string | null {
  if (request.method === "GET" || request.method === "HEAD") return null;
  if (!path.startsWith("/api/auth/") || request.method !== "POST") return "This address is only read.";
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  return length <= 65_536 ? null : "The form is too large, or does not say how large it is.";
}

/** How long after the database was found away a failing page still says so, in milliseconds. */
const AWAY_MS = 15_000;

/** A page that fails because the database is away answers 503 with Retry-After, as the API does (S-242). */
function sayAway(response: ServerResponse): void {
  const write = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    const away = status === 500 && Date.now() - (shared().awayAt ?? 0) < AWAY_MS;
    if (away) response.setHeader("Retry-After", "5");
    return write(away ? 503 : status, ...rest);
  }) as typeof response.writeHead;
}

function showPage(house: House, request: IncomingMessage, response: ServerResponse, path: string): void {
  const reason = pageRefusal(request, path);
  if (reason) {
    refuse(response, 405, reason);
    return;
  }
  const nonce = makeNonce();
  const policy = pagePolicy(nonce, house.reportTo);
  // Next reads the nonce from the request and puts it on every script it writes.
  overwriteHeader(request, "content-security-policy", policy);
  overwriteHeader(request, "x-nonce", nonce);
  response.setHeader("Content-Security-Policy", policy);
  sayAway(response);
  house.pages(request, response).catch(() => response.destroy());
}

/** Answers one request: the guards that hold for all, then the API or a page. */
export function makeFront(house: House): RequestListener {
  return (request, response) => {
    const client = findClient(request, house.proxies);
    const id = requestId(request);
    for (const name in plainHeaders) response.setHeader(name, plainHeaders[name] ?? "");
    response.setHeader("x-request-id", id);
    if (client.https || house.https) response.setHeader("Strict-Transport-Security", transportHeader);
    if (shared().draining) response.setHeader("Connection", "close");
    const wrong = refusal(request);
    if (wrong) {
      refuse(response, wrong.status, wrong.detail);
      return;
    }
    cleanHeaders(request);
    overwriteHeader(request, "x-request-id", id);
    overwriteHeader(request, "x-evenkeel-client", client.address);
    if (client.https) overwriteHeader(request, "x-forwarded-proto", "https");
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (apiPath.test(path)) {
      response.setHeader("Content-Security-Policy", dataPolicy);
      if (path === "/api/stream") house.streams.add(response);
      house.api(request, response);
      return;
    }
    if (path === "/login") {
      const query = (request.url ?? "").slice(path.length);
      response.writeHead(307, { Location: `/sign-in${query}` }).end();
      return;
    }
    showPage(house, request, response, path);
  };
}

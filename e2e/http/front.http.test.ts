import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, describe, expect, inject, test } from "vitest";
import { startTestServer } from "#lib/testing/server.ts";

const server = await startTestServer(inject("templateUrl"));
afterAll(server.stop);

const get = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { redirect: "manual", ...init });

/** Sends bytes as they are, and gives back the answer's first line. */
async function raw(request: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write(request);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString();
  });
  await once(socket, "close");
  return answer.split("\r\n", 1)[0] ?? "";
}

function nonceOf(policy: string | null): string {
  return /script-src 'self' 'nonce-([^']+)'/.exec(policy ?? "")?.[1] ?? "";
}

describe("pages", () => {
  test("carry a strict policy, and every script the nonce of it", async () => {
    const page = await get("/sign-in");
    const policy = page.headers.get("content-security-policy");
    const nonce = nonceOf(policy);
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = (await page.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  });

  test("get a new nonce each time, never the sender's", async () => {
    const theirs = "c2VudCBieSBhbiBhdHRhY2tlcg==";
    const headers = {
      "content-security-policy": `script-src 'self' 'nonce-${theirs}'`,
      "x-nonce": theirs,
      "x-middleware-subrequest": "middleware",
    };
    const [one, two] = await Promise.all([get("/sign-in", { headers }), get("/sign-in", { headers })]);
    const nonces = [one, two].map((page) => nonceOf(page.headers.get("content-security-policy")));
    expect(new Set([...nonces, theirs]).size).toBe(3);
    expect(await one.text()).not.toContain(theirs);
  });

  test("that do not exist have one too", async () => {
    const page = await get("/there-is-no-such-page");
    expect(page.status).toBe(404);
    const nonce = nonceOf(page.headers.get("content-security-policy"));
    for (const script of (await page.text()).match(/<script\b[^>]*>/g) ?? []) expect(script).toContain(nonce);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("are not written to: %s", async (method) => {
    const headers = { "next-action": "0123456789abcdef" };
    expect((await get("/sign-in", { method, headers, body: "x" })).status).toBe(405);
  });
});

describe("every answer", () => {
  test.each(["/sign-in", "/api/health", "/api/v1/incidents", "/login", "/icon.svg", "/nowhere"])(
    "%s",
    async (path) => {
      const answer = await get(path);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("x-frame-options")).toBe("DENY");
      expect(answer.headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
      expect(answer.headers.get("permissions-policy")).toContain("camera=()");
      expect(answer.headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(answer.headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(answer.headers.get("x-powered-by")).toBeNull();
      expect(answer.headers.get("strict-transport-security"), "plain http").toBeNull();
      expect(answer.headers.get("x-request-id")).toBeTruthy();
    },
  );

  test("carries the sender's request id back, on pages and in problems", async () => {
    const headers = { "x-request-id": "from-the-client-1" };
    expect((await get("/sign-in", { headers })).headers.get("x-request-id")).toBe("from-the-client-1");
    const problem = await get("/api/v1/incidents", { headers });
    expect(problem.status).toBe(401);
    expect(await problem.json()).toMatchObject({ requestId: "from-the-client-1" });
  });

  test("says to stay on https when that is what a trusted proxy speaks", async () => {
    const env = { EVENKEEL_TRUSTED_PROXIES: "127.0.0.1" };
    const behind = await startTestServer(inject("templateUrl"), { worker: false, env });
    const answer = await fetch(`${behind.url}/api/health`, { headers: { "x-forwarded-proto": "https" } });
    await behind.stop();
    expect(answer.headers.get("strict-transport-security")).toContain("max-age=63072000");
  });
});

describe("the door", () => {
  test("/login leads to /sign-in on whatever name was typed, with its query", async () => {
    const answer = await get("/login?next=%2Ftoday");
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toBe("/sign-in?next=%2Ftoday");
  });

  test("refuses Upgrade", async () => {
    const upgrade = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    expect(await raw(upgrade)).toBe("HTTP/1.1 400 Bad Request");
  });

  test.each(["http://evil.example/api/v1/me", "//evil.example/", "*"])(
    "refuses the target %s",
    async (target) => {
      expect(await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/ 400 /);
    },
  );

  test("takes no other spelling of an API path for the API", async () => {
    for (const path of ["/API/v1/incidents", "/api/v1%2Fincidents", "/api/v1x", "/api/healthy"]) {
      const answer = await get(path);
      expect(answer.status, path).toBe(404);
    }
  });

  test("answers health without a session, and stays with JSON in problems", async () => {
    expect(await (await get("/api/health")).json()).toMatchObject({ status: "ok" });
    const answer = await get("/api/v1/nothing-here");
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});

import { request as httpRequest } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** One answer of the server, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body when it is JSON, else null. */
  json: unknown;
}

export interface Ask {
  /** Sent as JSON unless it is a string or bytes. */
  body?: unknown;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  signal?: AbortSignal;
}

/** Somebody who asks the server: a browser with its cookies, a script with a token, or nobody. */
export interface Client {
  url: string;
  cookies: Map<string, string>;
  token: string | null;
  ask: (method: string, path: string, more?: Ask) => Promise<Answer>;
}

/** A part of an answer by its name; undefined when there is none. */
export function part(value: unknown, ...path: Array<string | number>): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

/** A text inside an answer. @throws when there is none: the answer is in the message */
export function textAt(value: unknown, ...path: Array<string | number>): string {
  const found = part(value, ...path);
  if (typeof found !== "string")
    throw new Error(`No text at ${path.join(".")} in ${JSON.stringify(value)?.slice(0, 500)}`);
  return found;
}

/** A number inside an answer. */
export function numberAt(value: unknown, ...path: Array<string | number>): number {
  const found = part(value, ...path);
  if (typeof found !== "number")
    throw new Error(`No number at ${path.join(".")} in ${JSON.stringify(value)?.slice(0, 500)}`);
  return found;
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = "", ...rest] = line.split(";");
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    const value = pair.slice(at + 1);
    if (value === "" || rest.some((one) => /^\s*max-age=0$/i.test(one))) cookies.delete(name);
    else cookies.set(name, value);
  }
}

function parsed(text: string, type: string | null): unknown {
  if (!type?.includes("json") || text === "") return null;
  return JSON.parse(text) as unknown;
}

/**
 * A client of the server at `url`. Writes carry the `Origin` a browser would send, unless a token asks; redirects are
 * not followed.
 */
export function client(
  url: string,
  token: string | null = null,
  cookies = new Map<string, string>(),
): Client {
  async function ask(method: string, path: string, more: Ask = {}): Promise<Answer> {
    const query = more.query ? `?${new URLSearchParams(more.query)}` : "";
    const { body } = more;
    const raw = typeof body === "string" || body instanceof Uint8Array;
    const headers: Record<string, string> = {
      ...(cookies.size > 0
        ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }
        : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(method === "GET" || token ? {} : { origin: url }),
      ...(body === undefined || raw ? {} : { "content-type": "application/json" }),
      ...more.headers,
    };
    const sent = body === undefined ? null : raw ? (body as string) : JSON.stringify(body);
    const answer = await fetch(`${url}${path}${query}`, {
      method,
      headers,
      body: sent,
      redirect: "manual",
      ...(more.signal ? { signal: more.signal } : {}),
    });
    keepCookies(cookies, answer.headers);
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: parsed(text, answer.headers.get("content-type")),
    };
  }
  return { url, cookies, token, ask };
}

/** Signs in as a browser does, by next-auth's form. @returns the status the sign-in route answered with */
export async function signIn(who: Client, email: string, password: string): Promise<Answer> {
  const csrf = textAt((await who.ask("GET", "/api/auth/csrf")).json, "csrfToken");
  const form = new URLSearchParams({ csrfToken: csrf, email, password, json: "true", callbackUrl: "/today" });
  return who.ask("POST", "/api/auth/callback/credentials", {
    body: form.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
}

/** Whether the client's cookies name a session that the server still takes. */
export async function isSignedIn(who: Client): Promise<boolean> {
  return (await who.ask("GET", "/api/v1/me")).status === 200;
}

/** One request whose target is sent exactly as given: what no well-behaved client would send. */
export function rawRequest(
  url: string,
  options: { method?: string; target: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        method: options.method ?? "GET",
        path: options.target,
        headers: options.headers ?? {},
        agent: false,
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    request.on("error", reject);
    request.setTimeout(10_000, () => request.destroy(new Error("no answer within 10 s")));
    request.end(options.body);
  });
}

export interface Stream {
  /** Everything heard so far, as text. */
  heard: () => string;
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>;
  close: () => void;
}

/** Opens the live stream and listens until closed. @throws when the server refuses */
export async function listen(who: Client): Promise<Stream> {
  const control = new AbortController();
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${who.url}/api/stream`, {
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(who.token ? { authorization: `Bearer ${who.token}` } : {}),
    },
    signal: control.signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}`);
  let text = "";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
    }
  };
  return { heard: () => text, ended: read().catch(() => undefined), close: () => control.abort() };
}

/** Waits until something holds, looking every 20 ms. @throws after `patience` milliseconds, naming what was waited for */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  patience = 20_000,
): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(20)) if (await holds()) return;
  throw new Error(`Waited ${patience} ms in vain: ${what}.`);
}

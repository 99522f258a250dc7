import { lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import { env } from "./env.ts";
import { scrub } from "./log.ts";
import {
  isAllowed,
  isPublicAddress,
  placeOf,
  readAllowedHosts,
  readOutsideAddress,
} from "./public-address.ts";

/** What is asked of somebody else's server. */
export interface OutsideRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** From the first step to the status line, in milliseconds. */
  timeoutMs?: number;
}

export interface OutsideAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** The beginning of what was answered, on one line. */
  text: string;
  tookMs: number;
}

/** Why nothing was answered. `refused`: the address itself; `timeout` and `network`: worth another try. */
export class OutsideError extends Error {
  readonly code: "refused" | "timeout" | "network";
  constructor(code: "refused" | "timeout" | "network", message: string) {
    super(message);
    this.name = "OutsideError";
    this.code = code;
  }
}

interface Resolved {
  address: string;
  family: number;
}
/** Finds the addresses of a name; replaceable in tests. */
export type Resolver = (host: string) => Promise<Resolved[]>;

const systemResolver: Resolver = (host) =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true, verbatim: true }, (error, found) => (error ? reject(error) : resolve(found)));
  });

/** Beyond this the rest of an answer is not read. */
const ANSWER_BYTES = 2_000;
/** A status that came is an answer; its text may take this long. */
const TEXT_MS = 1_500;
export const OUTSIDE_TIMEOUT_MS = 10_000;

export const allowedHosts = () => readAllowedHosts(env().EVENKEEL_ALLOWED_HOSTS);

/** The sentence that says why an address may not be called, or null. */
export function outsideProblem(typed: string): string | null {
  const url = readOutsideAddress(typed, allowedHosts());
  return url instanceof URL ? null : url.because;
}

/**
 * The addresses to connect to: every one that the name has must be public, and it is these that are connected to, so a
 * name that answers differently a moment later gains nothing.
 */
async function checkedAddresses(url: URL, resolver: Resolver): Promise<Resolved[]> {
  const { host } = placeOf(url);
  const found = await resolver(host).catch((error: NodeJS.ErrnoException) => {
    throw new OutsideError("network", `The name ${host} was not found (${error.code ?? "no answer"}).`);
  });
  if (found.length === 0) throw new OutsideError("network", `The name ${host} was not found.`);
  if (!isAllowed(url, allowedHosts()) && !found.every((one) => isPublicAddress(one.address)))
    throw new OutsideError("refused", "This address lies inside a private network, which is not called.");
  return found;
}

const oneLine = (text: string) => scrub(text.replace(/[\p{C}\s]+/gu, " ").trim()).slice(0, 300);

function said(error: NodeJS.ErrnoException): OutsideError {
  const words: Record<string, string> = {
    ECONNREFUSED: "The receiver refused the connection.",
    ECONNRESET: "The receiver closed the connection before it answered.",
    EPIPE: "The receiver closed the connection before it answered.",
    ETIMEDOUT: "The receiver did not answer in time.",
    EHOSTUNREACH: "The receiver cannot be reached.",
    ENETUNREACH: "The receiver cannot be reached.",
  };
  return new OutsideError(
    "network",
    words[error.code ?? ""] ?? oneLine(`The call failed: ${error.code ?? error.message}.`),
  );
}

/** Reads the beginning of an answer; it never waits long for it, and a cut does not matter. */
function readText(answer: http.IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const end = () => {
      clearTimeout(timer);
      resolve(oneLine(Buffer.concat(parts).toString("utf8")));
      answer.destroy();
    };
    const timer = setTimeout(end, TEXT_MS);
    answer.on("data", (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size >= ANSWER_BYTES) end();
    });
    answer.on("end", end).on("error", end).on("close", end);
  });
}

/**
 * Calls an address that people or their browsers supplied: public ones only (or those of `EVENKEEL_ALLOWED_HOSTS`),
 * over a connection of its own to an address that was checked. Redirects are not followed.
 * @returns whatever was answered, a refusal included
 * @throws OutsideError when nothing was
 */
export async function callOutside(
  asked: OutsideRequest,
  resolver: Resolver = systemResolver,
): Promise<OutsideAnswer> {
  const url = readOutsideAddress(asked.url, allowedHosts());
  if (!(url instanceof URL)) throw new OutsideError("refused", url.because);
  const started = performance.now();
  const limit = asked.timeoutMs ?? OUTSIDE_TIMEOUT_MS;
  const abort = new AbortController();
  const late = () =>
    new OutsideError("timeout", `The receiver did not answer within ${Math.round(limit / 1000)} s.`);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late());
      abort.abort();
    }, limit);
  });
  try {
    const addresses = await Promise.race([checkedAddresses(url, resolver), deadline]);
    const answer = await Promise.race([connect(url, asked, addresses, abort.signal), deadline]);
    clearTimeout(timer);
    const tookMs = Math.round(performance.now() - started);
    return { status: answer.statusCode ?? 0, headers: answer.headers, text: await readText(answer), tookMs };
  } finally {
    clearTimeout(timer);
  }
}

function connect(
  url: URL,
  asked: OutsideRequest,
  addresses: Resolved[],
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const { host } = placeOf(url);
  const body = asked.body === undefined ? undefined : Buffer.from(asked.body as string);
  const options: https.RequestOptions = {
    host,
    port: url.port || undefined,
    path: `${url.pathname}${url.search}`,
    method: asked.method ?? "POST",
    headers: {
      "user-agent": "Evenkeel",
      ...asked.headers,
      ...(body ? { "content-length": body.length } : {}),
    },
    // A connection of its own: none is kept that was checked for somebody else.
    agent: false,
    signal,
    // Called for names only; numbers were checked before and are the address themselves.
    lookup: (_name, wanted, done) => {
      const first = addresses[0];
      if (typeof wanted === "object" && wanted.all) done(null, addresses);
      else done(null, first?.address ?? "", first?.family ?? 4);
    },
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(options, resolve);
    request.on("error", (error) => reject(said(error)));
    request.end(body);
  });
}

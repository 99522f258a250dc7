import pino, { type Logger } from "pino";
import { once } from "./shared.ts";
import { sourceStack } from "./stack.ts";

/** Never in a log line (S-231): secrets, passwords, cookies, connection strings, mail addresses. */
const SECRET_KEYS = [
  "password",
  "newPassword",
  "currentPassword",
  "passwordHash",
  "secret",
  "token",
  "tokenHash",
  "authorization",
  "cookie",
  "set-cookie",
  "connectionString",
  "DATABASE_URL",
  "NEXTAUTH_SECRET",
  "SMTP_URL",
  "email",
];
const paths = SECRET_KEYS.flatMap((key) => {
  const quoted = `["${key}"]`;
  return [quoted, `*${quoted}`, `*.*${quoted}`];
});

/** Passwords inside connection strings and bearer tokens, wherever they turn up in a text. */
export function scrub(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]*@/gi, "$1:***@")
    .replace(/\b(Bearer\s+)[\w.~+/-]+=*/gi, "$1***")
    .replace(/\b(ek_[a-z]+_)[\w-]{8,}/g, "$1***");
}

/** The same for every text inside a value of plain data. */
function scrubAll<T>(value: T): T {
  if (typeof value === "string") return scrub(value) as T;
  if (Array.isArray(value)) return value.map(scrubAll) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, scrubAll(inner)])) as T;
}

function scrubError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const known = error as Error & { code?: unknown };
  return {
    type: error.name,
    message: scrub(error.message).slice(0, 2000),
    code: known.code,
    stack: error.stack ? scrub(sourceStack(error.stack)) : undefined,
    ...(error.cause === undefined ? {} : { cause: scrubError(error.cause) }),
  };
}

/** The process's logger: one JSON object a line, redacted. */
export function log(): Logger {
  return once("log", () =>
    pino({
      level: process.env.LOG_LEVEL || "info",
      base: { process: process.env.EVENKEEL_PROCESS ?? "cli" },
      redact: { paths, censor: "[redacted]" },
      serializers: { err: scrubError, error: scrubError },
      timestamp: pino.stdTimeFunctions.isoTime,
    }),
  );
}

type ErrorEvent = import("@sentry/nextjs").ErrorEvent;
type Sentry = typeof import("@sentry/nextjs");

/** What the texts of an event say, without secrets; what the library keeps for itself is no data and stays. */
function scrubEvent(event: ErrorEvent): ErrorEvent {
  const { sdkProcessingMetadata: kept, ...told } = event;
  return { ...scrubAll(told), ...(kept ? { sdkProcessingMetadata: kept } : {}) };
}

/** Sentry, started on first use; null without a DSN. Expected errors never come here. */
function sentry(): Promise<Sentry | null> {
  return once("sentry", async () => {
    const dsn = process.env.SENTRY_DSN;
    if (!dsn) return null;
    const loaded = await import("@sentry/nextjs");
    loaded.init({ dsn, tracesSampleRate: 0, sendDefaultPii: false, beforeSend: scrubEvent });
    return loaded;
  });
}

/** An unexpected error: logged, and told to Sentry when a DSN is configured. */
export function reportError(error: unknown, facts: Record<string, unknown> = {}): void {
  log().error({ ...facts, err: error }, "unexpected error");
  sentry()
    .then((told) => told?.captureException(error, { extra: facts }))
    .catch((cause) => log().warn({ err: cause }, "Sentry could not be told"));
}

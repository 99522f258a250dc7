import { isDatabaseAway, translateDatabaseError } from "./database-errors.ts";
import { AppError, type ErrorCode, isAppError, STATUS } from "./errors.ts";
import { reportError } from "./log.ts";

const TITLES: Record<ErrorCode, string> = {
  bad_request: "Bad request",
  invalid: "Not valid",
  bad_cursor: "Bad cursor",
  unauthenticated: "Sign in first",
  password_needed: "Give your password again",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict",
  stale: "Changed meanwhile",
  in_progress: "In progress",
  gone: "No longer valid",
  too_large: "Too large",
  unsupported_media: "Wrong content type",
  key_reused: "Key used before",
  too_many: "Too many requests",
  timeout: "Took too long",
  unavailable: "Database away",
  internal: "Something broke",
};

/** An error as `application/problem+json` (RFC 9457). Never a stack, SQL or secret (S-239, S-240). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  errors?: Array<{ path: string; message: string }>;
  current?: unknown;
}

/** Any thrown thing as one of ours; what nobody expected is reported and becomes `internal`. */
export function asAppError(error: unknown, requestId: string): AppError {
  const translated = translateDatabaseError(error);
  if (isAppError(translated)) {
    if (translated.cause !== undefined && !isDatabaseAway(translated)) {
      reportError(translated.cause, { requestId, answeredAs: translated.code });
    }
    return translated;
  }
  reportError(error, { requestId });
  return new AppError("internal", "This is our fault. It has been recorded; the request id finds it.");
}

/** The answer to a failed request. */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = asAppError(error, requestId);
  const status = STATUS[known.code];
  const body: Problem = {
    type: `/docs/api#${known.code}`,
    title: TITLES[known.code],
    status,
    detail: known.message,
    code: known.code,
    requestId,
    ...(known.facts.errors ? { errors: known.facts.errors } : {}),
    ...(known.facts.current === undefined ? {} : { current: known.facts.current }),
  };
  const headers: Record<string, string> = {
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
    "x-request-id": requestId,
  };
  const retry = known.facts.retryAfterSeconds ?? (status === 503 ? 5 : undefined);
  if (retry !== undefined) headers["retry-after"] = String(Math.max(1, Math.ceil(retry)));
  return new Response(JSON.stringify(body), { status, headers });
}

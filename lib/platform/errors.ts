/**
 * The closed list of what can go wrong on purpose. Told apart by `code`, never by `instanceof`: `lib/` exists twice in
 * the web process. The HTTP edge translates once, in `problem.ts`.
 */
export type ErrorCode =
  | "bad_request"
  | "invalid"
  | "bad_cursor"
  | "unauthenticated"
  | "password_needed"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "stale"
  | "in_progress"
  | "gone"
  | "too_large"
  | "unsupported_media"
  | "key_reused"
  | "too_many"
  | "timeout"
  | "unavailable"
  | "internal";

export const STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  invalid: 400,
  bad_cursor: 400,
  unauthenticated: 401,
  password_needed: 403,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  in_progress: 409,
  gone: 410,
  too_large: 413,
  unsupported_media: 415,
  key_reused: 422,
  too_many: 429,
  timeout: 503,
  unavailable: 503,
  internal: 500,
};

export interface FieldError {
  /** Dotted path of the field, for example `levels.0.delaySeconds`. */
  path: string;
  message: string;
}

export interface ErrorFacts {
  errors?: FieldError[];
  /** The object as it is now, for a loser of a race. */
  current?: unknown;
  retryAfterSeconds?: number;
  /** For the log only; never leaves the server. */
  cause?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "AppError";
    this.code = code;
    this.facts = facts;
  }
}

/** Whether `error` is one of ours, whichever copy of `lib/` threw it. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error;
}

/** "There is no such incident": also the answer when it exists but is not visible to the asker. */
export const notFound = (what: string) =>
  new AppError("not_found", `There is no such ${what}, or you may not see it.`);

export const forbidden = (reason: string) => new AppError("forbidden", reason);

/** The state does not allow this now; `current` says what it is. */
export const conflict = (message: string, current?: unknown) =>
  new AppError("conflict", message, { current });

/** Somebody changed it meanwhile: 409 with the current object. */
export const stale = (what: string, current: unknown) =>
  new AppError(
    "stale",
    `Somebody changed this ${what} meanwhile. What it is now is shown; your text is kept.`,
    { current },
  );

/** Bad fields, each with a sentence. */
export const invalid = (errors: FieldError[]) =>
  new AppError("invalid", errors[0]?.message ?? "Something in the request is not valid.", { errors });

/** One bad field. */
export const invalidField = (path: string, message: string) => invalid([{ path, message }]);

export const unavailable = (message: string, cause?: unknown) =>
  new AppError("unavailable", message, { retryAfterSeconds: 5, cause });

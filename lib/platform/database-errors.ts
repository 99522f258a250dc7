import { AppError, isAppError, unavailable } from "./errors.ts";
import { shared } from "./shared.ts";

/** PostgreSQL's or Prisma's code of an error, wherever the driver hid it. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  let at: unknown = error;
  for (let depth = 0; at && typeof at === "object" && depth < 6; depth++) {
    const holder = at as Record<string, unknown>;
    for (const name of ["code", "originalCode", "errorCode", "kind"]) {
      const value = holder[name];
      if (typeof value === "string") codes.push(value);
    }
    const meta = holder.meta as Record<string, unknown> | undefined;
    at = holder.cause ?? meta?.driverAdapterError ?? meta?.cause;
  }
  return codes;
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Deadlock or serialisation failure: safe to run again, nothing happened. */
export function isRetryable(error: unknown): boolean {
  return codesOf(error).some((code) =>
    ["40001", "40P01", "P2034", "TransactionWriteConflict"].includes(code),
  );
}

const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08001",
  "08003",
  "08006",
  "53300",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
  "25P03",
]);
const AWAY_TEXT =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|query read timeout|server closed the connection|terminating connection|the database system is|cannot reach database|client has encountered a connection error/i;

/** Whether the database is away (or its connections are used up), as opposed to refusing what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  if (isAppError(error)) return error.code === "unavailable";
  return codesOf(error).some((code) => AWAY.has(code)) || AWAY_TEXT.test(textOf(error));
}

/**
 * Turns an error of the database into one of ours (S-240, S-242, S-243): nothing of the database's own words reaches a
 * person. Errors that are already ours, and replays, pass unchanged; unknown ones too.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const codes = codesOf(error);
  if (codes.includes("replay")) return error;
  if (isDatabaseAway(error)) {
    shared().awayAt = Date.now();
    return unavailable("The database does not answer. Nothing was changed; try again in a moment.", error);
  }
  const has = (...wanted: string[]) => wanted.some((code) => codes.includes(code));
  if (has("57014", "55P03", "P2028", "LockTimeout", "QueryTimeout")) {
    return new AppError(
      "timeout",
      "The database took too long. Nothing was changed; try again in a moment.",
      {
        retryAfterSeconds: 2,
        cause: error,
      },
    );
  }
  if (has("23505", "P2002", "UniqueConstraintViolation")) {
    return new AppError("conflict", "This exists already.", { cause: error });
  }
  if (has("23503", "P2003", "ForeignKeyConstraintViolation")) {
    return new AppError("invalid", "It refers to something that does not exist.", { cause: error });
  }
  if (has("23514", "23P01", "22003", "22001", "P2000", "P2020", "ValueOutOfRange", "LengthMismatch")) {
    return new AppError("invalid", "A value is outside what is allowed.", { cause: error });
  }
  if (has("P2025", "RecordNotFound"))
    return new AppError("not_found", "It is no longer there.", { cause: error });
  return error;
}

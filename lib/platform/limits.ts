import {
  BurstyRateLimiter,
  RateLimiterMemory,
  RateLimiterPostgres,
  type RateLimiterRes,
} from "rate-limiter-flexible";
import { pool } from "./db.ts";
import { env } from "./env.ts";
import { AppError } from "./errors.ts";
import { once } from "./shared.ts";

const off = () => env().EVENKEEL_RATE_LIMIT === "off";

const tooMany = (seconds: number) =>
  new AppError("too_many", "Too many requests. Wait a moment and try again.", { retryAfterSeconds: seconds });

function isRefusal(error: unknown): error is RateLimiterRes {
  return typeof error === "object" && error !== null && "msBeforeNext" in error;
}

/**
 * 50 requests a second with bursts of 200 per person or token, 10 a second with bursts of 40 per address without a
 * session. Counted per process: a write to the database for each request would cost more than it protects
 * (docs/decisions/001).
 */
export async function limitRequests(key: string, signedIn: boolean): Promise<void> {
  if (off()) return;
  const limiter = once(signedIn ? "limit-person" : "limit-address", () =>
    signedIn
      ? new BurstyRateLimiter(
          new RateLimiterMemory({ keyPrefix: "person", points: 50, duration: 1 }),
          new RateLimiterMemory({ keyPrefix: "person-burst", points: 150, duration: 4 }),
        )
      : new BurstyRateLimiter(
          new RateLimiterMemory({ keyPrefix: "address", points: 10, duration: 1 }),
          new RateLimiterMemory({ keyPrefix: "address-burst", points: 30, duration: 4 }),
        ),
  );
  try {
    await limiter.consume(key);
  } catch (error) {
    if (isRefusal(error)) throw tooMany(error.msBeforeNext / 1000);
    throw error;
  }
}

/** What must hold across processes: tries per `key` in `seconds`, counted in the database. */
export async function limitTries(name: string, key: string, tries: number, seconds: number): Promise<void> {
  if (off()) return;
  const limiter = once(
    `limit-${name}`,
    () =>
      new RateLimiterPostgres({
        storeClient: pool(),
        storeType: "pool",
        tableName: "rate_limits",
        tableCreated: true,
        keyPrefix: name,
        points: tries,
        duration: seconds,
      }),
  );
  try {
    await limiter.consume(key);
  } catch (error) {
    if (isRefusal(error)) throw tooMany(error.msBeforeNext / 1000);
    throw error;
  }
}

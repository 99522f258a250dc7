import { describe, expect, it } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { isAppError } from "./errors.ts";

await testDatabase();
// Read once by the process: switched on before the limits are first asked.
process.env.EVENKEEL_RATE_LIMIT = "on";
const { limitRequests, limitTries } = await import("./limits.ts");

/** How many of these calls were let through; every refusal says when to come back. */
async function letThrough(calls: number, work: () => Promise<void>): Promise<number> {
  let passed = 0;
  for (let at = 0; at < calls; at++) {
    const error = await work().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error === null) passed += 1;
    else {
      if (!isAppError(error)) throw error;
      expect(error.code).toBe("too_many");
      expect(error.facts.retryAfterSeconds).toBeGreaterThan(0);
    }
  }
  return passed;
}

describe("limits", () => {
  it("a person has bursts of 200, an address without session of 40", async () => {
    expect(await letThrough(230, () => limitRequests("person-1", true))).toBeLessThanOrEqual(201);
    expect(await letThrough(60, () => limitRequests("192.0.2.1", false))).toBeLessThanOrEqual(41);
    expect(await letThrough(5, () => limitRequests("192.0.2.2", false))).toBe(5);
  });
  it("tries are counted in the database, so across processes", async () => {
    expect(await letThrough(8, () => limitTries("guess", "somebody", 5, 60))).toBe(5);
    expect(await letThrough(1, () => limitTries("guess", "somebody else", 5, 60))).toBe(1);
  });
});

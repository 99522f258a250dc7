import { describe, expect, it, vi } from "vitest";
import { isDatabaseAway, translateDatabaseError } from "./database-errors.ts";
import {
  AppError,
  type ErrorCode,
  forbidden,
  invalid,
  isAppError,
  notFound,
  STATUS,
  stale,
  unavailable,
} from "./errors.ts";
import { log } from "./log.ts";
import { problemResponse } from "./problem.ts";

const bodyOf = async (error: unknown) => {
  const answer = problemResponse(error, "request-1");
  return { answer, body: (await answer.json()) as Record<string, unknown> };
};

describe("problem+json", () => {
  it("has the whole contract for every code", async () => {
    for (const code of Object.keys(STATUS) as ErrorCode[]) {
      const { answer, body } = await bodyOf(new AppError(code, "A sentence."));
      expect(answer.status).toBe(STATUS[code]);
      expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(body).toMatchObject({
        status: STATUS[code],
        code,
        detail: "A sentence.",
        requestId: "request-1",
      });
      expect(body.title).toBeTruthy();
      expect(body.type).toBeTruthy();
      if (answer.status === 503) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    }
  });
  it("names fields, and shows the current object to the loser of a race", async () => {
    expect((await bodyOf(invalid([{ path: "a.0.b", message: "No." }]))).body.errors).toEqual([
      { path: "a.0.b", message: "No." },
    ]);
    expect((await bodyOf(stale("incident", { version: 7 }))).body.current).toEqual({ version: 7 });
    expect((await bodyOf(forbidden("Only leads."))).answer.status).toBe(403);
    expect((await bodyOf(notFound("incident"))).body.detail).toMatch(/no such incident/);
  });
  it("says nothing of what broke: that goes into the log", async () => {
    const said = vi.spyOn(log(), "error").mockImplementation(() => undefined);
    const secret = 'duplicate key in SELECT * FROM users at /srv/app/db.ts:12 password="x"';
    const { answer, body } = await bodyOf(new Error(secret));
    expect(answer.status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/SELECT|users|db\.ts|password/);
    expect(said).toHaveBeenCalledOnce();
    const wrapped = await bodyOf(
      new AppError("conflict", "This exists already.", { cause: new Error(secret) }),
    );
    expect(JSON.stringify(wrapped.body)).not.toMatch(/SELECT|users/);
    said.mockRestore();
  });
});

describe("errors of the database", () => {
  const coded = (code: string, message = "x") => Object.assign(new Error(message), { code });
  const codeOf = (error: unknown) => {
    const known = translateDatabaseError(error);
    return isAppError(known) ? known.code : "unknown";
  };
  it("are one of ours, wherever the driver hid the code", () => {
    expect(codeOf(coded("23505"))).toBe("conflict");
    expect(codeOf(coded("ECONNREFUSED"))).toBe("unavailable");
    expect(codeOf(coded("57P01"))).toBe("unavailable");
    expect(codeOf(coded("57014"))).toBe("timeout");
    const hidden = Object.assign(new Error("outer"), {
      meta: { driverAdapterError: { cause: { originalCode: "23505" } } },
    });
    expect(codeOf(hidden)).toBe("conflict");
    expect(codeOf(new Error("Connection terminated unexpectedly"))).toBe("unavailable");
    expect(codeOf(new TypeError("x is not a function"))).toBe("unknown");
  });
  it("tell a database that is away from one that refuses", () => {
    expect(isDatabaseAway(coded("23505"))).toBe(false);
    expect(isDatabaseAway(unavailable("away"))).toBe(true);
  });
  it("know each other across the two copies of lib/", () => {
    const copy = Object.assign(new Error("x"), { name: "AppError", code: "not_found", facts: {} });
    expect(isAppError(copy)).toBe(true);
    expect(isAppError(coded("not_found"))).toBe(false);
  });
});

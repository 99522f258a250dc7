import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { sha256 } from "#lib/platform/crypto.ts";
import {
  type Answer,
  type Client,
  client,
  isSignedIn,
  signIn,
  textAt,
  until,
} from "#lib/testing/http-client.ts";
import { join, must, PASSWORD, signInOperator } from "#lib/testing/http-people.ts";
import { startTestServer, type TestServer, testAdmin } from "#lib/testing/server.ts";

/** Tries in all, half against an address that is known and half against one that is not. */
const TRIES = process.env.EVENKEEL_LONG === "1" ? 10_000 : 500;

let server: TestServer;
let operator: Client;
let database: pg.Client;
let owner: { userId: string; email: string; client: Client };
const nobody = "nobody.here@example.org";

beforeAll(async () => {
  server = await startTestServer(inject("templateUrl"), { worker: false });
  ({ operator } = await signInOperator(server));
  owner = await join(operator, "Owner", "responder");
  database = new pg.Client({ connectionString: server.databaseUrl });
  // Moving the clock cuts every connection but this one; this one is cut with the database.
  database.on("error", () => undefined);
  await database.connect();
  await moveClock(0);
});
afterAll(async () => {
  await database?.end();
  await server?.stop();
});

/** One browser for all tries, with a CSRF token but no device that anybody knows. */
async function stranger(): Promise<
  (email: string, password: string) => Promise<Answer & { milliseconds: number }>
> {
  const first = client(server.url);
  const csrf = textAt((await first.ask("GET", "/api/auth/csrf")).json, "csrfToken");
  const cookies = new Map(first.cookies);
  return async (email, password) => {
    // A new client each time: the device cookie of the answer is not kept.
    const who = client(server.url, null, new Map(cookies));
    const form = new URLSearchParams({
      csrfToken: csrf,
      email,
      password,
      json: "true",
      callbackUrl: "/today",
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const since = performance.now();
    const answer = await who.ask("POST", "/api/auth/callback/credentials", {
      body: form.toString(),
      headers,
    });
    return { ...answer, milliseconds: performance.now() - since };
  };
}

interface Guard {
  failures: number;
  rounds: number;
  seconds: number;
}

async function guardOf(email: string): Promise<Guard> {
  const { rows } = await database.query<Guard>(
    `SELECT failures, rounds, coalesce(extract(epoch FROM locked_until - updated_at), 0)::float AS seconds FROM sign_in_guards WHERE email_hash = $1`,
    [sha256(email)],
  );
  const [row] = rows;
  if (!row) throw new Error("no guard");
  return row;
}

let offset = 0;

/** Moves the database's clock on, for every connection; the server connects anew. */
async function moveClock(seconds: number): Promise<void> {
  offset += seconds;
  const name = new URL(server.databaseUrl).pathname.slice(1);
  await database.query(`ALTER DATABASE ${name} SET evenkeel.clock_offset = '${offset} seconds'`);
  await database.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
    [name],
  );
  await database.query(`SET evenkeel.clock_offset = '${offset} seconds'`);
  await until("the server is well again", async () => (await fetch(`${server.url}/api/health`)).ok);
}

/** Everything an answer shows but its id, its time and the random parts of cookies. */
function shown(answer: Answer): string {
  const names = [...answer.headers.keys()]
    .filter((name) => !["date", "x-request-id", "etag", "content-security-policy"].includes(name))
    .sort();
  const cookies = answer.headers.getSetCookie().map((line) => line.replace(/=[^;]*/, ""));
  return JSON.stringify([answer.status, answer.text, names, cookies, answer.headers.get("content-length")]);
}

/** The probability that one of the first took longer than one of the second: one half when nothing tells them apart. */
function ahead(first: number[], second: number[]): number {
  let wins = 0;
  for (const a of first) for (const b of second) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (first.length * second.length);
}
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe("guessing passwords (Q12)", () => {
  it(`${TRIES} tries at once: five of each address are looked at`, { timeout: 400_000 }, async () => {
    const guess = await stranger();
    const answers = new Map<string, Set<string>>([
      [owner.email, new Set()],
      [nobody, new Set()],
    ]);
    let next = 0;
    const since = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let at = next++; at < TRIES; at = next++) {
          const email = at % 2 === 0 ? owner.email : nobody;
          answers.get(email)?.add(shown(await guess(email, `guess number ${at}`)));
        }
      }),
    );
    const seconds = (performance.now() - since) / 1000;
    const [known, unknown] = [await guardOf(owner.email), await guardOf(nobody)];
    console.log(
      `guessing: ${TRIES} tries in ${seconds.toFixed(0)} s, lock ${known.rounds} after 5 for ${known.seconds.toFixed(0)} s; distinct answers: known ${answers.get(owner.email)?.size}, unknown ${answers.get(nobody)?.size}`,
    );
    // One lock, at the fifth; the rest met it and was not even looked at.
    expect(known).toMatchObject({ rounds: 1, failures: 0 });
    expect(unknown).toMatchObject({ rounds: 1, failures: 0 });
    expect([...(answers.get(owner.email) ?? [])]).toEqual([...(answers.get(nobody) ?? [])]);
    expect(answers.get(nobody)?.size).toBe(1);
    const { rows } = await database.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM audit_entries WHERE action = 'auth.sign-in' AND outcome = 'failed'",
    );
    expect(rows[0]?.count).toBe(TRIES);
  });

  it("the right password meets the lock too, from a browser nobody knows", async () => {
    const guess = await stranger();
    const [right, wrong] = [await guess(owner.email, PASSWORD), await guess(owner.email, "wrong")];
    expect(shown(right)).toBe(shown(wrong));
    expect(right.status).toBe(401);
  });

  it("the owner still gets in from a browser they have used before", async () => {
    const kept = new Map([...owner.client.cookies].filter(([name]) => name.includes("device")));
    expect(kept.size).toBe(1);
    const browser = client(server.url, null, kept);
    expect((await signIn(browser, owner.email, PASSWORD)).status).toBe(200);
    expect(await isSignedIn(browser)).toBe(true);
    // That browser has tries of its own, and no more of them.
    const guesser = client(server.url, null, new Map(kept));
    for (let tries = 0; tries < 6; tries++) await signIn(guesser, owner.email, "still wrong");
    await signIn(guesser, owner.email, PASSWORD);
    expect(await isSignedIn(guesser)).toBe(true);
  });

  it("each lock lasts longer than the one before, up to an hour", { timeout: 240_000 }, async () => {
    const guess = await stranger();
    const person = await join(operator, "Patient", "responder");
    const lasted: number[] = [];
    for (let round = 1; round <= 8; round++) {
      for (let tries = 0; tries < 5; tries++) {
        // A connection that was just cut answers "unavailable": that was no try.
        await until(
          "the try was taken",
          async () => !(await guess(person.email, "wrong")).text.includes("unavailable"),
        );
      }
      const guard = await guardOf(person.email);
      expect(guard.rounds).toBe(round);
      lasted.push(Math.round(guard.seconds));
      // A minute before its end it still holds, for the right password too.
      await moveClock(guard.seconds - 30);
      expect((await guess(person.email, PASSWORD)).status).toBe(401);
      await moveClock(31);
    }
    console.log(`guessing: locks of ${lasted.join(", ")} s`);
    expect(lasted).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect((await guess(person.email, PASSWORD)).status).toBe(200);
    expect((await guardOf(person.email)).rounds).toBe(0);
  });

  it("nothing tells a known address from an unknown one: words, headers, time", {
    timeout: 240_000,
  }, async () => {
    const guess = await stranger();
    const timed = async (count: number, known: (at: number) => string, unknown: (at: number) => string) => {
      const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
      const words = new Set<string>();
      for (let at = 0; at < count; at++) {
        // In turns, so that both meet the same machine.
        for (const which of at % 2 === 0
          ? (["known", "unknown"] as const)
          : (["unknown", "known"] as const)) {
          const answer = await guess(which === "known" ? known(at) : unknown(at), "wrong");
          words.add(shown(answer));
          times[which].push(answer.milliseconds);
        }
      }
      expect(words.size).toBe(1);
      return { ...times, auc: ahead(times.known, times.unknown) };
    };
    await must(operator, "POST", "/me/confirm", { password: testAdmin.password });
    const people = await Promise.all(Array.from({ length: 25 }, () => join(operator, "Known", "viewer")));
    // Four tries each: none of them locks.
    const open = await timed(
      100,
      (at) => people[at % 25]?.email ?? "",
      (at) => `unknown.${at % 25}@example.org`,
    );
    const locked = await timed(
      150,
      () => owner.email,
      () => nobody,
    );
    const tell = (name: string, one: typeof open) =>
      console.log(
        `guessing: ${name}: median known ${median(one.known).toFixed(1)} ms, unknown ${median(one.unknown).toFixed(1)} ms, P(known slower) ${one.auc.toFixed(2)}`,
      );
    tell("before the lock", open);
    tell("locked", locked);
    for (const one of [open, locked]) expect(Math.abs(one.auc - 0.5)).toBeLessThan(0.15);
    // The measure notices a difference where there is one: a password that is looked at costs its hash.
    expect(ahead(open.known, locked.known)).toBeGreaterThan(0.7);
  });

  it("asking for a reset link tells nothing either", { timeout: 60_000 }, async () => {
    const words = new Set<string>();
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (let at = 0; at < 120; at++) {
      for (const which of at % 2 === 0 ? ["known", "unknown"] : ["unknown", "known"]) {
        const email = which === "known" ? owner.email : nobody;
        const since = performance.now();
        const answer = await client(server.url).ask("POST", "/api/v1/password-resets", { body: { email } });
        times[which]?.push(performance.now() - since);
        words.add(shown(answer));
      }
    }
    const auc = ahead(times.known ?? [], times.unknown ?? []);
    console.log(`guessing: reset links: P(known slower) ${auc.toFixed(2)}`);
    expect(words.size).toBe(1);
    expect(Math.abs(auc - 0.5)).toBeLessThan(0.15);
  });

  it("invitations and tokens cannot be told either: a wrong secret is a wrong secret", async () => {
    const accept = (token: string) =>
      client(server.url).ask("POST", "/api/v1/invitations/accept", {
        body: { token, name: "X", password: PASSWORD, zone: "UTC" },
      });
    await must(operator, "POST", "/me/confirm", { password: testAdmin.password });
    const made = await must(operator, "POST", "/invitations", { email: "taken.back@example.org" });
    const token = new URL(textAt(made, "url")).searchParams.get("token") ?? "";
    await must(operator, "POST", `/invitations/${textAt(made, "id")}/revoke`);
    const [gone, never] = [await accept(token), await accept("x".repeat(43))];
    expect([gone.status, gone.text.replace(/"requestId":"[^"]*"/, "")]).toEqual([
      never.status,
      never.text.replace(/"requestId":"[^"]*"/, ""),
    ]);
  });
});

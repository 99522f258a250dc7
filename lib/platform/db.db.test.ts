import { describe, expect, it } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { Prisma } from "#prisma";
import { databaseNow } from "./clock.ts";
import { type Ctx, type Idempotency, systemCtx, within } from "./context.ts";
import { sha256 } from "./crypto.ts";
import { db, inTransaction, onCommit, pool, reader, rowsIn, type Tx, together, write } from "./db.ts";
import { AppError, isAppError } from "./errors.ts";
import { emit, mayHear } from "./events.ts";
import { uuidv7 } from "./ids.ts";

await testDatabase();

const context = async (key?: string, body = "body"): Promise<Ctx> => {
  const ctx = systemCtx("test", await databaseNow());
  const idempotency: Idempotency | undefined = key
    ? { id: sha256(key), bodyHash: sha256(body), status: 201, used: false }
    : undefined;
  return idempotency ? { ...ctx, idempotency } : ctx;
};

/** One effect: a team with a name of its own. */
const makeTeam = (name: string) => async (ctx: Ctx) =>
  inTransaction(ctx, async (tx) => {
    await tx.team.create({ data: { id: uuidv7(), name } });
    return { name };
  });
const teams = (name: string) => db().team.count({ where: { name } });
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "?"),
  );

describe("a transaction", () => {
  it("leaves nothing behind when it fails, and tells nobody", async () => {
    let told = 0;
    const work = inTransaction(await context(), async (tx) => {
      await tx.team.create({ data: { id: uuidv7(), name: "lost" } });
      onCommit(tx, () => told++);
      throw new AppError("conflict", "No.");
    });
    expect(await codeOf(work)).toBe("conflict");
    expect([await teams("lost"), told]).toEqual([0, 0]);
  });
  it("reads one after the other inside, side by side outside", async () => {
    const ctx = await context();
    const order: string[] = [];
    const read = (from: Ctx, name: string) => async () => {
      order.push(`${name} begins`);
      const at = await reader(from).team.count();
      order.push(`${name} ends`);
      return at >= 0 ? name : "";
    };
    const both = (from: Ctx) => together(from, [read(from, "a"), read(from, "b")]);
    expect(await inTransaction(ctx, (tx) => both(within(ctx, tx)))).toEqual(["a", "b"]);
    expect(order.splice(0)).toEqual(["a begins", "a ends", "b begins", "b ends"]);
    expect(await both(ctx)).toEqual(["a", "b"]);
    expect(order.slice(0, 2)).toEqual(["a begins", "b begins"]);
  });
  it("sends one statement at a time, also for the relations of one read", async () => {
    const id = uuidv7();
    await db().team.create({ data: { id, name: `crew ${id}` } });
    const user = { name: "A", email: `${id}@example.org` };
    await db().membership.create({ data: { team: { connect: { id } }, user: { create: user } } });
    const include = { memberships: { include: { user: true, team: true } }, services: true, duties: true };
    // The driver warns of a second statement on a busy connection, and a warning fails the test.
    const read = inTransaction(await context(), async (tx) => {
      const both = [tx.team.findMany({ where: { id }, include }), tx.team.findMany({ include })];
      return (await Promise.all(both)).map((rows) => rows.length > 0);
    });
    expect(await read).toEqual([true, true]);
    const client = await pool().connect();
    const numbers = [1, 2, 3].map((n) => client.query<{ n: number }>("SELECT $1::int AS n", [n]));
    const broken = client.query("SELECT no_such_column");
    const after = client.query<{ n: number }>("SELECT 4 AS n");
    expect((await Promise.all(numbers)).map(({ rows }) => rows[0]?.n)).toEqual([1, 2, 3]);
    await expect(broken).rejects.toMatchObject({ code: "42703" });
    expect((await after).rows[0]?.n).toBe(4);
    client.release();
  });
  it("joins the one that is open", async () => {
    const ctx = await context();
    const work = inTransaction(ctx, async (tx) => {
      await makeTeam("joined")(within(ctx, tx));
      throw new AppError("conflict", "No.");
    });
    expect(await codeOf(work)).toBe("conflict");
    expect(await teams("joined")).toBe(0);
  });
  it("tries a deadlock again, and gives both sides their effect", async () => {
    await db().team.createMany({
      data: [
        { id: uuidv7(), name: "left" },
        { id: uuidv7(), name: "right" },
      ],
    });
    let runs = 0;
    let arrived = 0;
    let open: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const cross = async (first: string, second: string) =>
      inTransaction(await context(), async (tx) => {
        runs += 1;
        await tx.team.updateMany({ where: { name: first }, data: { version: { increment: 1 } } });
        arrived += 1;
        if (arrived === 2) open();
        await both;
        await tx.team.updateMany({ where: { name: second }, data: { version: { increment: 1 } } });
      });
    await Promise.all([cross("left", "right"), cross("right", "left")]);
    expect(runs).toBeGreaterThan(2);
    const rows = await db().team.findMany({
      where: { name: { in: ["left", "right"] } },
      select: { version: true },
    });
    expect(rows.map((row) => row.version)).toEqual([3, 3]);
  });
  it("sends hot statements on its own connection: they stand and fall with it, and see what it has written", async () => {
    const named = (name: string) => Prisma.sql`SELECT id::text FROM teams WHERE name = ${name}`;
    const pid = Prisma.sql`SELECT pg_backend_pid() AS pid`;
    const work = inTransaction(await context(), async (tx) => {
      await tx.team.create({ data: { id: uuidv7(), name: "hot" } });
      const [theirs] = await tx.$queryRaw<Array<{ pid: number }>>`SELECT pg_backend_pid() AS pid`;
      expect(await rowsIn(tx, pid)).toEqual([theirs]);
      expect(await rowsIn(tx, named("hot"))).toHaveLength(1);
      expect(await write(tx, Prisma.sql`UPDATE teams SET name = 'hotter' WHERE name = 'hot'`)).toBe(1);
      expect(await tx.team.count({ where: { name: "hotter" } })).toBe(1);
      throw new AppError("conflict", "No.");
    });
    expect(await codeOf(work)).toBe("conflict");
    expect([await teams("hot"), await teams("hotter")]).toEqual([0, 0]);
  });
  it("side by side, each has its own", async () => {
    const pids = Array.from({ length: 5 }, async () =>
      inTransaction(await context(), async (tx) => {
        const ask = () => rowsIn<{ pid: number }>(tx, Prisma.sql`SELECT pg_backend_pid() AS pid`);
        const [first] = await ask();
        await tx.$queryRaw`SELECT pg_sleep(0.05)::text`;
        const [second] = await ask();
        return first?.pid === second?.pid ? first?.pid : "another";
      }),
    );
    expect(new Set(await Promise.all(pids)).size).toBe(5);
  });
  it("a hot statement that comes after its end is refused and does nothing", async () => {
    let kept: Tx | undefined;
    await inTransaction(await context(), async (tx) => {
      kept = tx;
    });
    const late = async () =>
      write(kept as Tx, Prisma.sql`INSERT INTO teams (id, name) VALUES (${uuidv7()}::uuid, 'late')`);
    expect(await codeOf(late())).toBe("timeout");
    expect(await teams("late")).toBe(0);
  });
  it("a broken hot statement is translated like any other", async () => {
    const twice = inTransaction(await context(), async (tx) => {
      for (const id of [uuidv7(), uuidv7()])
        await write(tx, Prisma.sql`INSERT INTO teams (id, name) VALUES (${id}::uuid, 'twice')`);
    });
    expect(await codeOf(twice)).toBe("conflict");
    expect(await teams("twice")).toBe(0);
  });
  it("refuses an undefined filter instead of dropping it", async () => {
    const bad = { where: { name: undefined } } as unknown as { where: { name: string } };
    await expect(db().team.findMany(bad)).rejects.toThrow(/undefined/);
  });
});

describe("idempotency keys", () => {
  it("same key and body: one effect, the first answer again", async () => {
    await makeTeam("once")(await context("k1"));
    const again = await makeTeam("once")(await context("k1")).catch((error: unknown) => error);
    expect(again).toMatchObject({ name: "Replay", status: 201, answer: { name: "once" } });
    expect(await teams("once")).toBe(1);
  });
  it("another body under the same key is refused", async () => {
    await makeTeam("first")(await context("k2"));
    expect(await codeOf(makeTeam("second")(await context("k2", "other")))).toBe("key_reused");
    expect(await teams("second")).toBe(0);
  });
  it("a failure is not remembered: the next try has its effect", async () => {
    const failing = inTransaction(await context("k3"), async () => {
      throw new AppError("internal", "broke");
    });
    expect(await codeOf(failing)).toBe("internal");
    await makeTeam("retried")(await context("k3"));
    expect(await teams("retried")).toBe(1);
  });
  it("ten twins at once have one effect; the others are told to wait or get its answer", async () => {
    const codes = await Promise.all(
      Array.from({ length: 10 }, async () => codeOf(makeTeam("twin")(await context("k4")))),
    );
    expect(await teams("twin")).toBe(1);
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(codes.every((code) => ["done", "in_progress", "replay"].includes(code))).toBe(true);
  });
});

describe("events", () => {
  const event = {
    name: "x.y",
    subject: { kind: "x", id: "1" },
    version: 1,
    audience: { all: true as const },
    payload: {},
  };
  const told = () => db().outboxEvent.count({ where: { name: "x.y" } });
  it("stand in the outbox exactly if their transaction stands", async () => {
    const ctx = await context();
    await codeOf(
      inTransaction(ctx, async (tx) => {
        await emit(tx, ctx, event);
        throw new AppError("conflict", "No.");
      }),
    );
    expect(await told()).toBe(0);
    await inTransaction(ctx, (tx) => emit(tx, ctx, event));
    expect(await told()).toBe(1);
  });
  it("are heard by their audience only", async () => {
    const { actor } = await context();
    const person = { ...actor, kind: "user" as const, userId: "u", role: "responder" as const };
    const inTeam = { ...person, teams: new Map([["t", "reader" as const]]) };
    expect(mayHear({ ...person, kind: "anonymous", userId: null, role: null }, { all: true })).toBe(false);
    expect(mayHear(person, { all: true })).toBe(true);
    expect([mayHear(person, { teams: ["t"] }), mayHear(inTeam, { teams: ["t"] })]).toEqual([false, true]);
    expect([mayHear(person, { users: ["v"] }), mayHear(person, { users: ["u"] })]).toEqual([false, true]);
    expect(mayHear({ ...person, role: "admin" }, { teams: ["t"] })).toBe(true);
    expect(mayHear({ ...person, role: "admin" }, { users: ["v"] })).toBe(false);
    expect(mayHear(inTeam, {})).toBe(false);
  });
});

describe("the pool", () => {
  it("survives its connections being cut, and answers again", async () => {
    await pool().query("SELECT 1");
    const cut = await codeOf(
      inTransaction(await context(), async (tx) => {
        await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
      }),
    );
    expect(cut).toBe("unavailable");
    await expect
      .poll(async () => (await pool().query("SELECT 1 AS one")).rows, { timeout: 5000 })
      .toEqual([{ one: 1 }]);
  });
  it("gives up on a statement that takes too long", async () => {
    const { rows } = await pool().query<{ statement_timeout: string }>("SHOW statement_timeout");
    expect(rows[0]?.statement_timeout).toBe("8s");
    const error = await pool()
      .query("BEGIN; SET LOCAL statement_timeout = 50; SELECT pg_sleep(2)")
      .catch((thrown: unknown) => thrown);
    expect(isAppError(error)).toBe(false);
    expect(error).toMatchObject({ code: "57014" });
  });
});

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "#prisma";
import type { Ctx } from "./context.ts";
import { isRetryable, translateDatabaseError } from "./database-errors.ts";
import { env } from "./env.ts";
import { AppError } from "./errors.ts";
import { log } from "./log.ts";
import { shared } from "./shared.ts";
import { asked, nameOf, noteConnections, oneStatementAtATime, opened, sendOn } from "./statements.ts";

export type Tx = Prisma.TransactionClient;

/** Every wait has an end; all in milliseconds. */
const LIMITS = {
  connect: 3_000,
  statement: 8_000,
  /** For a network that swallows everything: the server's own limits are not heard then. */
  answer: 10_000,
  lock: 4_000,
  idleInTransaction: 15_000,
  transaction: 12_000,
};

/** The process's one connection pool. A lost database makes it throw, never end the process. */
export function pool(): pg.Pool {
  const held = shared();
  if (held.pool) return held.pool;
  const made = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: Number(process.env.EVENKEEL_POOL ?? 12),
    connectionTimeoutMillis: LIMITS.connect,
    idleTimeoutMillis: 30_000,
    statement_timeout: LIMITS.statement,
    query_timeout: LIMITS.answer,
    lock_timeout: LIMITS.lock,
    idle_in_transaction_session_timeout: LIMITS.idleInTransaction,
    application_name: `evenkeel-${process.env.EVENKEEL_PROCESS ?? "cli"}`,
  });
  made.on("error", (error) => log().warn({ err: error }, "database connection lost"));
  // A checked-out connection that breaks says so by itself; whoever holds it sees the failed query.
  made.on("connect", (client) => client.on("error", () => undefined));
  made.on("connect", oneStatementAtATime);
  noteConnections(made);
  held.pool = made;
  return made;
}

/** Prisma on that same pool. `undefined` in a `where` throws instead of dropping the filter. */
export function db(): PrismaClient {
  const held = shared();
  held.prisma ??= new PrismaClient({
    // Planned once per connection: PostgreSQL spends more on planning a small read with joins than on answering it.
    adapter: new PrismaPg(pool(), { statementNameGenerator: ({ sql }) => nameOf(sql, "orm") }),
  });
  return held.prisma;
}

/** Closes pool and Prisma; for scripts, workers and tests at their end. */
export async function closeDatabase(): Promise<void> {
  const held = shared();
  await held.prisma?.$disconnect();
  await held.pool?.end().catch(() => undefined);
  delete held.prisma;
  delete held.pool;
}

/** Where to read: inside the open transaction, if there is one. */
export const reader = (ctx: Ctx): Tx => ctx.tx ?? db();

/**
 * Several reads at once: side by side through the pool, but one after the other inside a transaction, which has one
 * connection and takes one statement at a time.
 */
export async function together<const T extends ReadonlyArray<() => unknown>>(
  ctx: Ctx,
  reads: T,
): Promise<{ -readonly [K in keyof T]: Awaited<ReturnType<T[K]>> }> {
  const answers: unknown[] = [];
  if (ctx.tx) for (const read of reads) answers.push(await read());
  else answers.push(...(await Promise.all(reads.map((read) => read()))));
  return answers as { -readonly [K in keyof T]: Awaited<ReturnType<T[K]>> };
}

/**
 * A hot read: inside the open transaction, if there is one, else straight through the pool, as a prepared statement
 * past the ORM (docs/decisions/002).
 */
export async function readRows<T>(ctx: Ctx, query: Prisma.Sql): Promise<T[]> {
  if (ctx.tx) return rowsIn<T>(ctx.tx, query);
  try {
    return (await pool().query(asked(query))).rows as T[];
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** A hot statement of a transaction, past the ORM: its rows, with values as the driver reads them. */
export async function rowsIn<T>(tx: Tx, query: Prisma.Sql): Promise<T[]> {
  const sent = sendOn(tx, query);
  return sent ? ((await sent).rows as T[]) : tx.$queryRaw<T[]>(query);
}

/** A hot write of a transaction, past the ORM. @returns how many rows it wrote */
export async function write(tx: Tx, query: Prisma.Sql): Promise<number> {
  const sent = sendOn(tx, query);
  return sent ? ((await sent).rowCount ?? 0) : tx.$executeRaw(query);
}

const afterCommit = new WeakMap<object, Array<() => void>>();

/** Runs `task` once this transaction has committed, never if it rolls back. */
export function onCommit(tx: Tx, task: () => void): void {
  const tasks = afterCommit.get(tx) ?? [];
  tasks.push(task);
  afterCommit.set(tx, tasks);
}

/** A repeated request: the wrapper answers with what was answered the first time. */
export class Replay extends Error {
  readonly code = "replay";
  readonly status: number;
  readonly answer: unknown;
  constructor(status: number, answer: unknown) {
    super("replay");
    this.name = "Replay";
    this.status = status;
    this.answer = answer;
  }
}

/**
 * Runs `work` in one transaction (joining the one in `ctx.tx`, if any). Deadlocks and serialisation failures are tried
 * again up to three times. With `ctx.idempotency`, the answer is stored in the same transaction: a repeated key either
 * finds the whole effect or none of it.
 * @throws AppError; database errors come out as conflict, timeout or unavailable.
 */
export async function inTransaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (ctx.tx) return work(ctx.tx);
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(ctx, work);
    } catch (error) {
      if (attempt < 3 && isRetryable(error)) continue;
      throw translateDatabaseError(error);
    }
  }
}

async function runOnce<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  let own: Tx | undefined;
  const key = ctx.idempotency && !ctx.idempotency.used ? ctx.idempotency : undefined;
  const result = await opened<Tx, T>(
    (begun) => db().$transaction(begun, { maxWait: LIMITS.connect, timeout: LIMITS.transaction }),
    async (tx) => {
      own = tx;
      if (key) await claimKey(tx, key.id, key.bodyHash);
      const answer = await work(tx);
      if (key) await keepAnswer(tx, key.id, key.status, answer);
      return answer;
    },
  );
  if (key) key.used = true;
  if (own) for (const task of afterCommit.get(own) ?? []) task();
  return result;
}

async function claimKey(tx: Tx, id: string, bodyHash: string): Promise<void> {
  const [lock] = await tx.$queryRaw<Array<{ got: boolean }>>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${id}, 7)) AS got`;
  if (!lock?.got) {
    throw new AppError("in_progress", "The same request is still being worked on. Ask again in a moment.", {
      retryAfterSeconds: 1,
    });
  }
  const before = await tx.idempotencyKey.findUnique({ where: { id } });
  if (before) {
    if (before.bodyHash !== bodyHash) {
      throw new AppError("key_reused", "This Idempotency-Key was used before with another body.");
    }
    throw new Replay(before.status ?? 200, before.answer);
  }
  await tx.idempotencyKey.create({ data: { id, bodyHash } });
}

async function keepAnswer(tx: Tx, id: string, status: number, answer: unknown): Promise<void> {
  const kept = JSON.parse(JSON.stringify(answer ?? null)) as Prisma.InputJsonValue;
  await tx.idempotencyKey.update({ where: { id }, data: { status, answer: kept } });
}

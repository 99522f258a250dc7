import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import type { Prisma } from "#prisma";
import { AppError } from "./errors.ts";
import { once } from "./shared.ts";

/*
 * How hot statements reach the database: by a name, so that each connection plans a text once, and inside a
 * transaction on its own connection, past the ORM (docs/decisions/002).
 */

/** Texts of which there is one per number of values would use the names up, and seldom come again. */
const BY_NUMBER = /\bIN \(\$\d+,|\), ?\(\$/;
/** Texts come from code, not from people; the bounds only guard against a mistake. The ORM leaves some for hot ones. */
const MOST = { orm: 500, hot: 800 };

/** A short, stable name per statement text; empty: sent without one. */
export function nameOf(text: string, by: keyof typeof MOST = "hot"): string {
  // One table for both copies of `lib/` in the web process: they share the pool's connections.
  const names = once("statement-names", () => new Map<string, string>());
  const known = names.get(text);
  if (known) return known;
  if (names.size >= MOST[by] || (by === "orm" && BY_NUMBER.test(text))) return "";
  const name = `q${names.size}`;
  names.set(text, name);
  return name;
}

type Send = (...given: unknown[]) => Promise<unknown>;

/** How often each connection has begun or ended a transaction: a statement of one that is over must not be sent. */
const turns = () => once("connection-turns", () => new WeakMap<object, number>());
const TURN = /^(BEGIN|COMMIT|ROLLBACK)$/;

function textOf(given: unknown): string {
  if (typeof given === "string") return given;
  const held = given as { text?: unknown } | null;
  return typeof held?.text === "string" ? held.text : "";
}

/**
 * Lets a connection take its next statement when the last one has been answered. Prisma reads the relations of one
 * `include` side by side, also inside a transaction; the driver's own queue for that is on its way out.
 */
export function oneStatementAtATime(client: pg.PoolClient): void {
  const send = client.query.bind(client) as unknown as Send;
  let last: Promise<unknown> | null = null;
  const query = (...given: unknown[]): unknown => {
    // With a callback it comes from the pool, which gives the connection to nobody else meanwhile.
    if (typeof given.at(-1) === "function") return send(...given);
    if (TURN.test(textOf(given[0]))) turns().set(client, (turns().get(client) ?? 0) + 1);
    const answer = last ? last.then(() => send(...given)) : send(...given);
    const settled = answer.then(
      () => undefined,
      () => undefined,
    );
    last = settled;
    void settled.then(() => {
      if (last === settled) last = null;
    });
    return answer;
  };
  client.query = query as typeof client.query;
}

interface Place {
  client?: pg.PoolClient;
}

const opening = () => once("opening", () => new AsyncLocalStorage<Place>());

/** Tells `open` which connection its transaction was given; the pool's own calls come with a callback. */
export function noteConnections(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as unknown as (...given: unknown[]) => Promise<pg.PoolClient>;
  const noting = (...given: unknown[]): unknown => {
    const place = given.length === 0 ? opening().getStore() : undefined;
    if (!place) return connect(...given);
    return connect().then((client) => {
      place.client ??= client;
      return client;
    });
  };
  pool.connect = noting as typeof pool.connect;
}

interface Own {
  client: pg.PoolClient;
  turn: number;
}

const connections = () => once("connections", () => new WeakMap<object, Own>());

/** Runs `begin`, which opens a transaction and calls its argument with it, and keeps which connection it has. */
export function opened<Tx extends object, T>(
  begin: (work: (tx: Tx) => Promise<T>) => Promise<T>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const place: Place = {};
  return opening().run(place, () =>
    begin((tx) => {
      const { client } = place;
      if (client) connections().set(tx, { client, turn: turns().get(client) ?? 0 });
      return work(tx);
    }),
  );
}

/** A statement as the driver takes it. */
export const asked = (query: Prisma.Sql): pg.QueryConfig => ({
  name: nameOf(query.text),
  text: query.text,
  values: query.values as unknown[],
});

/** Sends a statement on the transaction's own connection. Null: which one that is, is not known. */
export function sendOn(tx: object, query: Prisma.Sql): Promise<pg.QueryResult> | null {
  const own = connections().get(tx);
  if (!own) return null;
  // Taken back for having lasted too long: the connection may be somebody else's by now.
  if ((turns().get(own.client) ?? 0) !== own.turn)
    throw new AppError("timeout", "This took too long. Nothing was changed; try again in a moment.", {
      retryAfterSeconds: 2,
    });
  return own.client.query(asked(query));
}

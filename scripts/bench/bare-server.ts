import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import pg from "pg";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Statement } from "./record.ts";

/*
 * The floor of T3: a bare Node HTTP server with pg that sends the very statements the portal sent for the same call,
 * in the same order, and answers a body of the same size. It knows no rights, no validation, no ORM.
 */
interface Recorded {
  calls: Record<string, { sequences: Statement[][]; body: string }>;
}

const { BENCH_FILE: file = "", BENCH_PORT: port = "0" } = process.env;
const recorded = JSON.parse(readFileSync(file, "utf8")) as Recorded;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 });
pool.on("error", () => undefined);
const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
let turn = 0;

/** Ids that the call itself made: they stand as a value of an INSERT before anything else names them. */
function madeHere(statements: Statement[]): Set<string> {
  const seen = new Set<string>();
  const made = new Set<string>();
  for (const one of statements) {
    const inserts = /\bINSERT INTO\b/i.test(one.text);
    for (const value of one.values) {
      if (typeof value !== "string" || !UUID7.test(value)) continue;
      if (inserts && !seen.has(value)) made.add(value);
      seen.add(value);
    }
  }
  return made;
}

const prepared = new Map(
  Object.entries(recorded.calls).map(([name, call]) => [
    name,
    {
      body: call.body,
      sequences: call.sequences.map((statements) => ({ statements, made: madeHere(statements) })),
    },
  ]),
);

async function replay(name: string): Promise<string> {
  const call = prepared.get(name);
  const sequence = call?.sequences[turn++ % (call.sequences.length || 1)];
  if (!call || !sequence) return "{}";
  const fresh = new Map([...sequence.made].map((id) => [id, uuidv7()]));
  const client = await pool.connect();
  let failed = false;
  try {
    for (const { text, values } of sequence.statements) {
      const name = values.length > 0 ? `s${text.length}-${hash(text)}` : undefined;
      const real = values.map((value) => (typeof value === "string" ? (fresh.get(value) ?? value) : value));
      await client.query(name ? { name, text, values: real } : text);
    }
  } catch (error) {
    failed = true;
    if (process.env.BENCH_DEBUG) console.error(error);
    await client.query("ROLLBACK").catch(() => undefined);
  } finally {
    client.release();
  }
  if (failed) throw new Error("replay failed");
  return call.body;
}

function hash(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) | 0;
  return sum;
}

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    replay((request.url ?? "/").slice(1)).then(
      (body) => response.writeHead(200, { "content-type": "application/json" }).end(body),
      () => response.writeHead(500).end("{}"),
    );
  });
});
server.listen(Number(port), "127.0.0.1", () => process.send?.("ready"));
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void pool.end().then(() => process.exit(0));
});

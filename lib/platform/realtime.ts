import postgres from "postgres";
import type { Actor } from "./context.ts";
import { pool } from "./db.ts";
import { env } from "./env.ts";
import { type Audience, CHANNEL, mayHear } from "./events.ts";
import { log } from "./log.ts";
import { shared } from "./shared.ts";

/** What travels to a browser: ids only. */
export interface LiveEvent {
  id: string;
  name: string;
  subjectKind: string;
  subjectId: string;
  version: number;
}

interface Listener {
  actor: Actor;
  send(event: LiveEvent): void;
}

export interface Hub {
  listeners: Set<Listener>;
  stop(): Promise<void>;
}

interface OutboxRow {
  id: string;
  name: string;
  subject_kind: string;
  subject_id: string;
  version: number;
  audience: Audience;
}

/** How far back each look reaches: late commits carry older ids, so rows are told apart by having been seen. */
const WINDOW_SECONDS = 20;

class Seen {
  private readonly order: string[] = [];
  private readonly ids = new Set<string>();
  add(id: string): boolean {
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    this.order.push(id);
    if (this.order.length > 20_000) this.ids.delete(this.order.shift() ?? "");
    return true;
  }
}

/** The process's one listener: a NOTIFY is a hint to look at once, the look each second is the truth. */
export function hub(): Hub {
  const held = shared();
  if (held.hub) return held.hub;
  const listeners = new Set<Listener>();
  const seen = new Seen();
  let looking = false;
  let again = false;
  let first = true;

  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      const { rows } = await pool().query<OutboxRow>(
        `SELECT id::text, name, subject_kind, subject_id, version, audience FROM outbox_events
         WHERE at > app_now() - interval '${WINDOW_SECONDS} seconds' ORDER BY id LIMIT 5000`,
      );
      for (const row of rows) if (seen.add(row.id) && !first) fanOut(listeners, row);
      first = false;
    } catch {
      // The database is away: the next look finds what was missed within the window, browsers refetch on reconnect.
    } finally {
      looking = false;
      if (again) {
        again = false;
        void look();
      }
    }
  }

  const sql = postgres(env().DATABASE_URL, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  sql
    .listen(
      CHANNEL,
      () => void look(),
      () => void look(),
    )
    .catch((error) => log().warn({ err: error }, "cannot listen for events yet; polling covers it"));
  const timer = setInterval(() => void look(), 1000);
  timer.unref();
  void look();

  held.hub = {
    listeners,
    async stop() {
      clearInterval(timer);
      await sql.end({ timeout: 1 }).catch(() => undefined);
      delete held.hub;
    },
  };
  return held.hub;
}

function fanOut(listeners: Set<Listener>, row: OutboxRow): void {
  const event: LiveEvent = {
    id: row.id,
    name: row.name,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    version: row.version,
  };
  for (const listener of listeners) if (mayHear(listener.actor, row.audience)) listener.send(event);
}

/** Hears of every event the actor may hear of, until the returned function is called. */
export function subscribe(actor: Actor, send: (event: LiveEvent) => void): () => void {
  const listener = { actor, send };
  const held = hub();
  held.listeners.add(listener);
  return () => held.listeners.delete(listener);
}

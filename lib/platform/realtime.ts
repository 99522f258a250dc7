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

/** How far back the look of each second reaches: late commits carry older ids, so rows are told apart by having been seen. */
const WINDOW_SECONDS = 20;
/** A hint comes with each commit, up to fifty times a second: its look reaches back only so far, in milliseconds. */
const RECENT_MS = 300;
/** Rows of one look at most, the newest of them. */
const MOST = 5000;

// Ordered by the number, not by its text: `id` alone would be the column that is answered.
const COLUMNS = "o.id::text, o.name, o.subject_kind, o.subject_id, o.version, o.audience";
const WHOLE = `SELECT ${COLUMNS} FROM outbox_events o WHERE o.at > app_now() - interval '${WINDOW_SECONDS} seconds' ORDER BY o.id DESC LIMIT ${MOST}`;
const RECENT = `SELECT ${COLUMNS} FROM outbox_events o WHERE o.id > $1 ORDER BY o.id DESC LIMIT ${MOST}`;

/** The greatest id that was known a moment ago: what has a smaller one was committed by then, or is found each second. */
class Tail {
  private marks: Array<{ at: number; id: number }> = [];
  private greatest = 0;
  note(id: number, now: number): void {
    this.greatest = Math.max(this.greatest, id);
    this.marks.push({ at: now, id: this.greatest });
    while (this.marks[1] && this.marks[1].at <= now - RECENT_MS) this.marks.shift();
  }
  since(now: number): number | null {
    const [oldest] = this.marks;
    return oldest && oldest.at <= now - RECENT_MS ? oldest.id : null;
  }
}

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
  const tail = new Tail();
  let looking = false;
  let next: "recent" | "whole" | null = null;
  let first = true;

  async function look(what: "recent" | "whole"): Promise<void> {
    if (looking) {
      next = next === "whole" ? next : what;
      return;
    }
    looking = true;
    try {
      const since = what === "whole" ? null : tail.since(performance.now());
      const { rows } =
        since === null
          ? await pool().query<OutboxRow>(WHOLE)
          : await pool().query<OutboxRow>(RECENT, [since]);
      for (const row of rows.reverse()) if (seen.add(row.id) && !first) fanOut(listeners, row);
      tail.note(Number(rows.at(-1)?.id ?? 0), performance.now());
      first = false;
    } catch {
      // The database is away: the next look finds what was missed within the window, browsers refetch on reconnect.
    } finally {
      looking = false;
      const wanted = next;
      next = null;
      if (wanted) void look(wanted);
    }
  }

  const sql = postgres(env().DATABASE_URL, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  sql
    .listen(
      CHANNEL,
      () => void look("recent"),
      () => void look("whole"),
    )
    .catch((error) => log().warn({ err: error }, "cannot listen for events yet; polling covers it"));
  const timer = setInterval(() => void look("whole"), 1000);
  timer.unref();
  void look("whole");

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

import { fireAllDue } from "#lib/escalations/jobs/engine.ts";
import { listEscalations } from "#lib/escalations/queries.ts";
import type { EscalationDto } from "#lib/escalations/schema.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { closeDatabase, db, pool } from "#lib/platform/db.ts";
import { once } from "#lib/platform/shared.ts";

/** How far the clock of this file's database is ahead of the machine's. */
const ahead = () => once("test-clock", () => ({ seconds: 0 }));

/** Moves the database's clock forward for every connection of this file's database. */
export async function passTime(seconds: number): Promise<void> {
  const clock = ahead();
  clock.seconds += seconds;
  const { rows } = await pool().query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
  await pool().query(
    `ALTER DATABASE ${rows[0]?.name} SET evenkeel.clock_offset = '${clock.seconds} seconds'`,
  );
  // The setting holds for new connections.
  await closeDatabase();
}

/** The database's clock back to the machine's. */
export async function resetTime(): Promise<void> {
  await passTime(-ahead().seconds);
}

/** Whole seconds until something is due; null when nothing is. */
async function secondsToDue(): Promise<number | null> {
  const { rows } = await pool().query<{ seconds: number | null }>(
    `SELECT ceil(extract(epoch FROM least(
        (SELECT min(next_at) FROM escalations WHERE ended_at IS NULL),
        (SELECT min(next_at) FROM escalation_watches)) - app_now()))::int AS seconds`,
  );
  return rows[0]?.seconds ?? null;
}

/** So many minutes later, with the engine running all the time: the clock moves from one due level to the next. */
export async function minutesLater(minutes: number): Promise<void> {
  await fireAllDue();
  for (let left = minutes * 60; left > 0; ) {
    const due = await secondsToDue();
    const step = due === null ? left : Math.min(left, Math.max(1, due));
    left -= step;
    await passTime(step);
    await fireAllDue();
  }
}

export const systemNow = async () => systemCtx("test", await databaseNow());

/** The escalations of an incident, as its page reads them. */
export async function escalationsOf(incidentId: string): Promise<EscalationDto[]> {
  return listEscalations(await systemNow(), { kind: "incident", id: incidentId });
}

/** "0.1 Marek" per fired level: round, level, names; "nobody" where it reached nobody. */
export function fired(escalation: EscalationDto | undefined): string[] {
  return (escalation?.steps ?? [])
    .filter((step) => step.firedAt !== null)
    .map((step) => {
      const names = step.pages.map((page) => page.user.name).sort();
      return `${step.round}.${step.level ?? "last"} ${names.join(", ") || "nobody"}${step.late ? " late" : ""}`;
    });
}

/** What was told to somebody about an incident, oldest first. */
export async function toldAbout(userId: string, incidentId: string): Promise<string[]> {
  const rows = await db().notification.findMany({
    where: { userId, subjectId: incidentId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { title: true },
  });
  return rows.map((row) => row.title);
}

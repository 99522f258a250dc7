import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { pagerHolders } from "#lib/oncall/queries.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import { inTransaction, readRows, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { Prisma } from "#prisma";
import { addEntry, getIncidentForUpdate, type LockedIncident, spoken } from "../commands/internal.ts";
import { incidentEvent } from "../events.ts";
import { nextTellAt, type ToTell, tellClocks, untoldWatch } from "../model/clock-watch.ts";
import { type ClockName, nextDueAt } from "../model/clocks.ts";
import { type StoredClocks, storeClocks } from "../model/stored-clocks.ts";

const WORD = { acknowledge: "acknowledge", respond: "respond", update: "tell the stakeholders" } as const;
const BATCH = 200;
const MINUTE_MS = 60_000;

/** Whose clock it is: who was given the incident or leads it, else who holds the pager; updates also its communications. */
async function holdersOf(
  tx: Tx,
  ctx: Ctx,
  incident: LockedIncident,
  clock: ClockName | null,
): Promise<string[]> {
  const named = [incident.assigneeId, incident.commanderId].filter((id): id is string => id !== null);
  if (clock === "update") {
    const speakers = await tx.incidentRole.findMany({
      where: { incidentId: incident.id, role: "communications", until: null },
      select: { userId: true },
    });
    named.push(...speakers.map((row) => row.userId));
  }
  if (named.length > 0) return named;
  return (await pagerHolders(within(ctx, tx), incident.teamId, { serviceId: incident.serviceId })).map(
    (holder) => holder.userId,
  );
}

/** A breach is the leads' to know as well. */
async function listenersOf(tx: Tx, ctx: Ctx, incident: LockedIncident, one: ToTell): Promise<string[]> {
  const people = await holdersOf(tx, ctx, incident, one.clock);
  if (one.what === "breach") {
    const leads = await tx.membership.findMany({
      where: { teamId: incident.teamId, kind: { in: ["lead", "deputy"] } },
      select: { userId: true },
    });
    people.push(...leads.map((lead) => lead.userId));
  }
  return people;
}

/** Of a private incident only those already named on it hear anything. */
async function mayHear(tx: Tx, incident: LockedIncident, people: string[]): Promise<string[]> {
  if (!incident.isPrivate) return people;
  const named = await tx.incidentPerson.findMany({
    where: { incidentId: incident.id, userId: { in: people } },
    select: { userId: true },
  });
  return named.map((person) => person.userId);
}

/** The fix was watched long enough: whoever has the incident is told once, and proposes to resolve it (S-032). */
async function sayWatched(tx: Tx, ctx: Ctx, incident: LockedIncident, until: Date): Promise<void> {
  const { title, url } = spoken(incident);
  const people = await mayHear(tx, incident, await holdersOf(tx, ctx, incident, null));
  await notifyPeople(tx, ctx, people, {
    kind: "clock",
    urgency: "normal",
    title: `The watch of the fix is over: ${title}`,
    body: "If the fix has held, resolve it.",
    url,
    subject: { kind: "incident", id: incident.id },
    severity: incident.severity,
    isPrivate: incident.isPrivate,
    dedupKey: `watch:${incident.id}:${until.toISOString()}`,
  });
}

async function say(tx: Tx, ctx: Ctx, incident: LockedIncident, one: ToTell): Promise<void> {
  const { title, url } = spoken(incident);
  const left = Math.max(1, Math.round((one.dueAt.getTime() - ctx.now.getTime()) / MINUTE_MS));
  const people = await mayHear(tx, incident, await listenersOf(tx, ctx, incident, one));
  await notifyPeople(tx, ctx, people, {
    kind: "clock",
    urgency: incident.severity <= "P1" ? "high" : "normal",
    title:
      one.what === "breach"
        ? `Time to ${WORD[one.clock]} is over: ${title}`
        : `${left} min left to ${WORD[one.clock]}: ${title}`,
    url,
    subject: { kind: "incident", id: incident.id },
    severity: incident.severity,
    isPrivate: incident.isPrivate,
    dedupKey: `clock:${incident.id}:${one.clock}:${one.what}:${one.dueAt.toISOString()}`,
  });
  if (one.what === "warning") return;
  await addEntry(tx, ctx, incident.id, {
    kind: "clock",
    data: { clock: one.clock, dueAt: one.dueAt.toISOString() },
    occurredAt: one.dueAt,
  });
  await emit(tx, ctx, incidentEvent("clock-breached", incident, { clock: one.clock }));
}

async function watchOne(ctx: Ctx, id: string): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, id);
    const { clocks, told } = tellClocks(incident.clocks, ctx.now);
    const watch = untoldWatch(incident);
    const watched = watch !== null && watch <= ctx.now;
    // The version stays: nobody's open form is stale because a clock went on.
    const stored: StoredClocks = storeClocks(clocks);
    await tx.$executeRaw`UPDATE incidents SET clocks = ${JSON.stringify(stored)}::jsonb, next_due_at = ${nextDueAt(clocks)},
      next_tell_at = ${nextTellAt(clocks, watched ? null : watch)} WHERE id = ${id}::uuid`;
    for (const one of told) await say(tx, ctx, incident, one);
    if (!watched || incident.status !== "mitigated") return told.length;
    await sayWatched(tx, ctx, incident, watch);
    return told.length + 1;
  });
}

/**
 * Warns of clocks that run out and tells of those that have, and of the end of a watched fix, each once: the incident
 * remembers it under its lock, so any number of workers may look at the same time (S-029, S-032, S-039).
 * @returns how many messages were said
 */
export async function watchClocks(ctx: Ctx): Promise<number> {
  const due = await readRows<{ id: string }>(
    ctx,
    Prisma.sql`SELECT id::text FROM incidents WHERE next_tell_at <= ${ctx.now} ORDER BY next_tell_at LIMIT ${BATCH}`,
  );
  let said = 0;
  for (const { id } of due) said += await watchOne(ctx, id);
  return said;
}

import { runsForPerson } from "#lib/checklists/queries/runs.ts";
import { listIncidents } from "#lib/incidents/queries/list.ts";
import { shiftsAhead } from "#lib/oncall/queries/ahead.ts";
import { pagerHoldersOf } from "#lib/oncall/queries.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, personId } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { type RunbookDto, runbooksToKeep } from "#lib/runbooks/queries.ts";
import type { KeptDto } from "../schema.ts";

const RUNBOOKS = 30;
/** Rule 6: who comes in the next day is kept too. */
const AHEAD_HOURS = 24;

const said = (first: string, second?: string) => (second ? `${first}: ${second}` : first);

/** A runbook as plain lines under heads: what can be read without the portal's own pages. */
export function plainParts(
  content: RunbookDto["content"],
  notes: string,
): KeptDto["runbooks"][number]["parts"] {
  const steps = (list: typeof content.steps) => list.map((one) => said(one.step, one.command));
  const parts = [
    { head: "Symptoms", lines: content.symptoms },
    { head: "Diagnosis", lines: steps(content.diagnosis) },
    {
      head: "Fixes",
      lines: content.fixes.map(
        (one) => `${said(one.cause, one.fix)}${one.warning ? `. Careful: ${one.warning}` : ""}`,
      ),
    },
    { head: "Steps", lines: steps(content.steps) },
    { head: "Commands", lines: content.commands.map((one) => said(one.does, one.command)) },
    { head: "Notes", lines: notes.split("\n").filter((line) => line.trim() !== "") },
  ];
  return parts.filter((part) => part.lines.length > 0);
}

async function runbooksFor(ctx: Ctx): Promise<KeptDto["runbooks"]> {
  const books = await runbooksToKeep(ctx, RUNBOOKS);
  return books.map(({ id, title, content, notes }) => ({ id, title, parts: plainParts(content, notes) }));
}

/** The teams whose people one rings: one's own, and for who is in none all one may see. */
async function pagersFor(ctx: Ctx) {
  const own = [...ctx.actor.teams.keys()];
  const teams = await reader(ctx).team.findMany({
    where: {
      AND: [visibleTeams(ctx.actor), { archivedAt: null }, own.length > 0 ? { id: { in: own } } : {}],
    },
    orderBy: { name: "asc" },
    take: 20,
    select: { id: true, name: true },
  });
  const held = await pagerHoldersOf(
    ctx,
    teams.map((team) => team.id),
    { urgent: true },
  );
  const ahead = await shiftsAhead(
    ctx,
    teams.map((team) => team.id),
    AHEAD_HOURS,
  );
  const found = teams.map(({ id, name }) => ({
    team: name,
    ids: (held.get(id) ?? []).map((one) => one.userId),
    next: ahead.filter((one) => one.teamId === id).map(({ line, name, at }) => ({ line, name, at })),
  }));
  const members = await reader(ctx).membership.findMany({
    where: { teamId: { in: teams.map((team) => team.id) }, kind: { not: "reader" } },
    select: { userId: true },
    take: 300,
  });
  const people = await reader(ctx).user.findMany({
    where: {
      deactivatedAt: null,
      id: { in: [...new Set([...found.flatMap((one) => one.ids), ...members.map((one) => one.userId)])] },
    },
    orderBy: { name: "asc" },
    select: { id: true, name: true, phone: true, email: true, contactConfirmedAt: true },
  });
  const byId = new Map(people.map((one) => [one.id, one]));
  const ring = ({ name, phone }: { name: string; phone: string | null }) => ({ name, phone });
  return {
    onCall: found.map(({ team, ids, next }) => ({
      team,
      next,
      people: ids.flatMap((id) => byId.get(id) ?? []).map(ring),
    })),
    contacts: people.map((one) => ({
      ...ring(one),
      email: one.email,
      confirmedAt: one.contactConfirmedAt?.toISOString() ?? null,
    })),
  };
}

/**
 * What this person's browser keeps for the time the server is away (rule 6 of what the portal promises): open
 * incidents, who holds the pager, whom to ring, their checks and the runbooks, under their rights of this moment.
 */
export async function readKept(ctx: Ctx): Promise<KeptDto> {
  const me = personId(ctx);
  const [incidents, runs, pagers, runbooks] = await together(ctx, [
    () => listIncidents(ctx, { status: ["active"], limit: 100 }),
    () => runsForPerson(ctx),
    () => pagersFor(ctx),
    () => runbooksFor(ctx),
  ]);
  return {
    at: ctx.now.toISOString(),
    person: { id: me, name: ctx.actor.name, zone: ctx.actor.zone },
    incidents: incidents.items.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      severity: row.severity,
      status: row.status,
      service: row.service?.name ?? row.team.name,
      owner: row.owner?.name ?? null,
      openedAt: row.openedAt,
    })),
    ...pagers,
    runs: [...runs.late, ...runs.due, ...runs.missed].map((row) => ({
      id: row.id,
      title: row.title,
      service: row.service?.name ?? row.team.name,
      dueAt: row.dueAt,
      itemsDone: row.itemsDone,
      itemsTotal: row.itemsTotal,
    })),
    runbooks,
  };
}

import { readinessOfPeople } from "#lib/notifications/queries/readiness.ts";
import type { ReadinessDto } from "#lib/notifications/schema.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { pagerHoldersOf } from "../queries.ts";
import { onCallOf } from "./on-call.ts";

/** Contact data older than so many days asks to be confirmed (S-056). */
export const CONFIRM_DAYS = 30;

/** One person's card: how they are rung, and when somebody last said that it is so. */
export interface ContactCard {
  id: string;
  name: string;
  phone: string | null;
  email: string;
  confirmedAt: string | null;
  /** Never confirmed, or longer ago than a month. */
  stale: boolean;
  ways: ReadinessDto["ways"];
  wakes: boolean;
}

/** Somebody to call for a team, in the order to try, and what they are to it (S-122). */
export interface CallLine extends ContactCard {
  because: string[];
}

export interface CallSheet {
  team: { id: string; name: string };
  at: string;
  lines: CallLine[];
}

async function cardsOf(ctx: Ctx, userIds: readonly string[]): Promise<Map<string, ContactCard>> {
  const people = await reader(ctx).user.findMany({
    where: { id: { in: [...userIds] }, deactivatedAt: null },
    select: { id: true, name: true, phone: true, email: true, contactConfirmedAt: true },
    orderBy: { name: "asc" },
  });
  const ready = await readinessOfPeople(
    ctx,
    people.map((person) => ({ id: person.id, name: person.name, kind: "member" })),
  );
  const limit = ctx.now.getTime() - CONFIRM_DAYS * 86_400_000;
  return new Map(
    people.map((person, index) => [
      person.id,
      {
        id: person.id,
        name: person.name,
        phone: person.phone,
        email: person.email,
        confirmedAt: person.contactConfirmedAt?.toISOString() ?? null,
        stale: person.contactConfirmedAt === null || person.contactConfirmedAt.getTime() < limit,
        ways: ready[index]?.ways ?? [],
        wakes: ready[index]?.level === "wakes",
      },
    ]),
  );
}

/** The teams whose people one may ring, by name. */
export async function contactTeams(ctx: Ctx): Promise<Array<{ id: string; name: string }>> {
  return reader(ctx).team.findMany({
    where: { AND: [visibleTeams(ctx.actor), { archivedAt: null }] },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
    take: 500,
  });
}

/** Everybody of the teams one sees, by name; of one team when it is named. */
export async function listContacts(
  ctx: Ctx,
  filter: { teamId?: string | undefined; q?: string | undefined },
): Promise<ContactCard[]> {
  const teams = await contactTeams(ctx);
  const wanted = filter.teamId ? teams.filter((team) => team.id === filter.teamId) : teams;
  const rows = await reader(ctx).membership.findMany({
    where: {
      teamId: { in: wanted.map((team) => team.id) },
      kind: { not: "reader" },
      user: { deactivatedAt: null },
    },
    select: { userId: true },
    take: 2000,
  });
  const cards = await cardsOf(ctx, [...new Set(rows.map((row) => row.userId))]);
  const q = filter.q?.trim().toLowerCase() ?? "";
  return [...cards.values()].filter(
    (card) => q === "" || `${card.name} ${card.email} ${card.phone ?? ""}`.toLowerCase().includes(q),
  );
}

/** Whom to call for a team, in the order to try: who is on call by each line, leads, deputy, duty roles, the rest. */
export async function callSheet(ctx: Ctx, teamId: string): Promise<CallSheet> {
  const from = reader(ctx);
  const team = await from.team.findFirst({
    where: { AND: [{ id: teamId, archivedAt: null }, visibleTeams(ctx.actor)] },
    select: { id: true, name: true },
  });
  if (!team) throw notFound("team");
  const found = new Map<string, string[]>();
  const add = (id: string, because: string) => {
    const before = found.get(id) ?? [];
    if (!before.includes(because)) found.set(id, [...before, because]);
  };
  const rung = (await pagerHoldersOf(ctx, [teamId], { urgent: true })).get(teamId) ?? [];
  const lines = await from.schedule.findMany({
    where: { teamId, archivedAt: null },
    orderBy: [{ ordinal: "asc" }, { name: "asc" }],
    select: { id: true, name: true },
  });
  for (const person of rung)
    if (["scheduled", "keeps", "incoming"].includes(person.because)) add(person.userId, "On call now");
  const now = await onCallOf(
    ctx,
    lines.map((line) => line.id),
    ctx.now,
  );
  for (const line of lines) {
    const holder = now.get(line.id)?.holder;
    if (holder && ["scheduled", "pending"].includes(holder.because)) add(holder.user.id, line.name);
  }
  const members = await from.membership.findMany({
    where: { teamId, kind: { not: "reader" }, user: { deactivatedAt: null } },
    select: { userId: true, kind: true },
    orderBy: { createdAt: "asc" },
  });
  const kind = (one: string) => members.filter((member) => member.kind === one);
  for (const lead of kind("lead")) add(lead.userId, "Lead");
  for (const deputy of kind("deputy")) add(deputy.userId, "Deputy");
  const duties = await from.dutyAssignment.findMany({
    where: { teamId, user: { deactivatedAt: null } },
    select: { userId: true, role: { select: { name: true, ordinal: true } } },
    orderBy: [{ role: { ordinal: "asc" } }, { createdAt: "asc" }],
  });
  for (const duty of duties) add(duty.userId, duty.role.name);
  for (const member of kind("member")) add(member.userId, "Member");
  const cards = await cardsOf(ctx, [...found.keys()]);
  return {
    team,
    at: ctx.now.toISOString(),
    lines: [...found].flatMap(([id, because]) => {
      const card = cards.get(id);
      // Who has a part in it is not said to be a member besides.
      const said = because.length > 1 ? because.filter((one) => one !== "Member") : because;
      return card ? [{ ...card, because: said }] : [];
    }),
  };
}

import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { Prisma } from "#prisma";
import { isUrgent, type Path, type Severity, type Target } from "./model.ts";
import { labelsOf } from "./queries/labels.ts";
import { peopleOf } from "./queries/reach.ts";
import type { EscalationDto, PageDto, StepDto, WatchDto } from "./schema.ts";

type Row = Prisma.EscalationGetPayload<{ include: { steps: true; pages: true } }>;
interface Person {
  id: string;
  name: string;
}

/** What stands around the rows: names, who has seen what, how each message went. */
interface Around {
  person(id: string): Person;
  page(page: Row["pages"][number]): PageDto;
  label(target: Target): string;
  policy: ReadonlyMap<string, Person>;
}

const pathIn = (row: Row): Path | null => {
  const path = row.path as unknown as Partial<Path>;
  return Array.isArray(path.levels) ? (path as Path) : null;
};

async function around(ctx: Ctx, rows: Row[]): Promise<Around> {
  const tx = reader(ctx);
  const pages = rows.flatMap((row) => row.pages);
  const userIds = [
    ...pages.map((page) => page.userId),
    ...rows.flatMap((row) => [row.byId, row.endedById].filter((id) => id !== null)),
  ];
  const people = await tx.user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, name: true },
  });
  const ids = pages.flatMap((page) => page.notificationId ?? []);
  const seen = await tx.notification.findMany({
    where: { id: { in: ids } },
    select: { id: true, readAt: true },
  });
  const sent = await tx.delivery.findMany({
    where: { notificationId: { in: ids } },
    orderBy: { at: "asc" },
    take: 2000,
    select: { notificationId: true, channel: true, outcome: true, answer: true, at: true },
  });
  const policies = await tx.escalationPolicy.findMany({
    where: { id: { in: rows.flatMap((row) => row.policyId ?? []) } },
    select: { id: true, name: true },
  });
  const name = new Map(people.map((person) => [person.id, person.name]));
  const readAt = new Map(seen.map((one) => [one.id, one.readAt]));
  const person = (id: string) => ({ id, name: name.get(id) ?? "former member" });
  return {
    person,
    policy: new Map(policies.map((policy) => [policy.id, policy])),
    label: await labelsOf(
      ctx,
      rows.flatMap((row) => pathIn(row)?.levels.flatMap((level) => level.targets) ?? []),
    ),
    page: (page) => ({
      user: person(page.userId),
      because: page.because,
      at: page.at.toISOString(),
      seenAt: page.notificationId ? (readAt.get(page.notificationId)?.toISOString() ?? null) : null,
      deliveries: sent
        .filter((one) => one.notificationId !== null && one.notificationId === page.notificationId)
        .map(({ channel, outcome, answer, at }) => ({ channel, outcome, answer, at: at.toISOString() })),
    }),
  };
}

function firedSteps(row: Row, path: Path, facts: Around): StepDto[] {
  return row.steps.map((step) => {
    const level = path.levels[step.step];
    const mine = row.pages.filter((page) => page.round === step.round && page.step === step.step);
    return {
      round: step.round,
      level: level ? step.step + 1 : null,
      plannedAt: step.plannedAt.toISOString(),
      firedAt: step.firedAt.toISOString(),
      outcome: step.outcome === "nobody" ? "nobody" : "paged",
      late: step.late,
      targets: level ? level.targets.map(facts.label) : ["Lead, deputy and administrators"],
      would: [],
      pages: mine.map(facts.page),
    };
  });
}

/** The levels still to come in this round, with when each fires and whom it would call now. */
async function plannedSteps(ctx: Ctx, row: Row, path: Path, facts: Around): Promise<StepDto[]> {
  if (row.nextAt === null) return [];
  const { ownerId = null, serviceId = null } = row.facts as {
    ownerId?: string | null;
    serviceId?: string | null;
  };
  const asked = { teamId: path.teamId, ownerId, serviceId, severity: row.severity as Severity };
  const steps: StepDto[] = [];
  let at = row.nextAt.getTime();
  for (let step = row.step; step < path.levels.length; step++) {
    const level = path.levels[step];
    if (!level) break;
    if (step > row.step) at += level.delaySeconds * 1000;
    const people = await peopleOf(ctx, level, asked);
    steps.push({
      round: row.round,
      level: step + 1,
      plannedAt: new Date(at).toISOString(),
      firedAt: null,
      outcome: "planned",
      late: false,
      targets: level.targets.map(facts.label),
      would: people.map((person) => ({ id: person.userId, name: person.name })),
      pages: [],
    });
  }
  return steps;
}

async function present(ctx: Ctx, row: Row, facts: Around): Promise<EscalationDto> {
  const path = pathIn(row);
  const endless = isUrgent(row.severity as Severity);
  return {
    id: row.id,
    cause: row.cause as EscalationDto["cause"],
    reason: row.reason,
    by: row.byId ? facts.person(row.byId) : null,
    policy: (row.policyId && facts.policy.get(row.policyId)) || null,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    endReason: row.endReason,
    endedBy: row.endedById ? facts.person(row.endedById) : null,
    round: row.round,
    rounds: endless ? null : (path?.rounds ?? null),
    nextAt: row.nextAt?.toISOString() ?? null,
    steps: path ? [...firedSteps(row, path, facts), ...(await plannedSteps(ctx, row, path, facts))] : [],
    pages: row.pages.map((page) => {
      const { deliveries: _, ...rest } = facts.page(page);
      return rest;
    }),
  };
}

/**
 * Every escalation of a subject, oldest first: the ladder of each with what is planned and what has fired, whom it
 * told, how that went and whether they have seen it. Whether the reader may see the subject is asked before.
 */
export async function listEscalations(
  ctx: Ctx,
  subject: { kind: string; id: string },
): Promise<EscalationDto[]> {
  const rows = await reader(ctx).escalation.findMany({
    where: { subjectKind: subject.kind, subjectId: subject.id },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
    take: 200,
    include: {
      steps: { orderBy: [{ round: "asc" }, { step: "asc" }], take: 500 },
      pages: { orderBy: [{ at: "asc" }, { step: "asc" }], take: 2000 },
    },
  });
  if (rows.length === 0) return [];
  const facts = await around(ctx, rows);
  const dtos: EscalationDto[] = [];
  for (const row of rows) dtos.push(await present(ctx, row, facts));
  return dtos;
}

/** What may start a new escalation although somebody has it; null: nothing is waited for. */
export async function readWatch(ctx: Ctx, subject: { kind: string; id: string }): Promise<WatchDto | null> {
  const row = await reader(ctx).escalationWatch.findUnique({
    where: { subjectKind_subjectId: { subjectKind: subject.kind, subjectId: subject.id } },
    select: { acknowledgedAt: true, ackDueAt: true, backstopAt: true },
  });
  if (!row?.acknowledgedAt) return null;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return { ackDueAt: iso(row.ackDueAt), backstopAt: iso(row.backstopAt) };
}

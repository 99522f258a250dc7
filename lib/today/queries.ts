import { openActionsFor } from "#lib/actions/queries.ts";
import type { ActionDto } from "#lib/actions/schema.ts";
import { proposalsToDecide } from "#lib/checklists/queries/proposals.ts";
import { type PersonRuns, runsForPerson } from "#lib/checklists/queries/runs.ts";
import type { ProposalDto } from "#lib/checklists/schema/proposals.ts";
import { myHandoffs } from "#lib/handoffs/queries.ts";
import type { HandoffDto } from "#lib/handoffs/schema.ts";
import { incidentsOf, openAlarms } from "#lib/incidents/queries/list.ts";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";
import { getOverview } from "#lib/kpis/queries/overview.ts";
import type { CardDto } from "#lib/kpis/schema/overview.ts";
import { myShifts } from "#lib/oncall/queries/timeline.ts";
import type { MyShiftDto } from "#lib/oncall/schema/on-call.ts";
import { atLeast, type Ctx, isAdmin, isMember, personId } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { listPostmortems } from "#lib/postmortems/queries.ts";
import type { PostmortemRow } from "#lib/postmortems/schema.ts";
import { type FirstStep, firstSteps, todaySentence } from "./model.ts";

/** The home page of one person: what is theirs now, and for managers how it goes. */
export interface TodayDto {
  sentence: string;
  /** What an installation or a newcomer still lacks; empty once everything is there. */
  steps: FirstStep[];
  /** For managers: what the KPIs say in one sentence, and the few that want attention first. */
  kpis: { sentence: string; cards: CardDto[] } | null;
  runs: PersonRuns;
  /** Open ones that carry this person's name. */
  incidents: IncidentRow[];
  /** Open P0 and P1 of this person's teams that do not. */
  alarms: IncidentRow[];
  actions: ActionDto[];
  /** Postmortems this person owns that are not published. */
  postmortems: PostmortemRow[];
  /** Changes of checklists that wait for this lead. */
  proposals: ProposalDto[];
  /** To sign, or to accept. */
  handoffs: HandoffDto[];
  /** The shift that runs, and the next. */
  shifts: MyShiftDto[];
}

/** So many cards stand side by side. */
const CARDS = 4;

/** What missed its target first, then whatever was measured; as the overview orders them within. */
async function kpisFor(ctx: Ctx): Promise<TodayDto["kpis"]> {
  if (!atLeast(ctx.actor, "manager")) return null;
  const { sentence, cards } = await getOverview(ctx, { days: 30 });
  const measured = cards.filter((card) => card.value !== null);
  const missed = measured.filter((card) => card.status === "missed");
  const rest = measured.filter((card) => card.status !== "missed");
  return { sentence, cards: [...missed, ...rest].slice(0, CARDS) };
}

async function stepsFor(ctx: Ctx): Promise<FirstStep[]> {
  const tx = reader(ctx);
  const [profiles, services, templates] = await together(ctx, [
    () => tx.profile.count({ where: { loadedAt: { not: null } } }),
    () => tx.service.count({ where: { archivedAt: null } }),
    () => tx.checklistTemplate.count({ where: { state: "active" } }),
  ]);
  return firstSteps({
    admin: isAdmin(ctx.actor),
    manager: atLeast(ctx.actor, "manager"),
    inTeam: ctx.actor.teams.size > 0,
    profiles,
    services,
    templates,
  });
}

async function draftsOf(ctx: Ctx): Promise<PostmortemRow[]> {
  const page = await listPostmortems(ctx, { mine: "true", limit: 50 });
  return page.items.filter((row) => row.state !== "published");
}

/** So far ahead a shift is worth a line, in days; and so many of them. */
const SHIFT_DAYS = 14;
const SHIFTS = 2;

async function shiftsOf(ctx: Ctx): Promise<MyShiftDto[]> {
  const to = addMinutes(ctx.now, SHIFT_DAYS * 1440);
  const shifts = await myShifts(ctx, { from: ctx.now.toISOString(), to: to.toISOString() });
  return shifts.slice(0, SHIFTS);
}

/** Gathers the home page from the rooms below, each under the person's own rights; writes nothing. */
export async function readToday(ctx: Ctx): Promise<TodayDto> {
  const me = personId(ctx);
  const [runs, incidents, open, actions, postmortems, proposals, kpis, steps, handoffs, shifts] =
    await together(ctx, [
      () => runsForPerson(ctx),
      () => incidentsOf(ctx, me),
      () => openAlarms(ctx),
      () => openActionsFor(ctx, me),
      () => draftsOf(ctx),
      () => proposalsToDecide(ctx),
      () => kpisFor(ctx),
      () => stepsFor(ctx),
      () => myHandoffs(ctx),
      () => shiftsOf(ctx),
    ]);
  const mine = new Set(incidents.map((row) => row.id));
  const alarms = open.filter((row) => isMember(ctx.actor, row.team.id) && !mine.has(row.id));
  const sentence = todaySentence({
    handoffs: handoffs.length,
    checks: runs.due.length + runs.late.length + runs.missed.length,
    late: runs.late.length,
    missed: runs.missed.length,
    incidents: incidents.length,
    p0: alarms.filter((row) => row.severity === "P0").length,
    p1: alarms.filter((row) => row.severity === "P1").length,
    actions: actions.length,
    overdue: actions.filter((action) => action.overdue).length,
    postmortems: postmortems.length,
    proposals: proposals.length,
  });
  return {
    sentence,
    steps,
    kpis,
    runs,
    incidents,
    alarms,
    actions,
    postmortems,
    proposals,
    handoffs,
    shifts,
  };
}

import { recordAudit } from "#lib/audit/commands/record.ts";
import { mergeEscalations } from "#lib/escalations/commands/change.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict, invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { clocksAfterMove, clocksAfterSeverity } from "../model/clocks.ts";
import { endAside } from "../model/life.ts";
import { worseSeverity } from "../model/severity.ts";
import { isActive } from "../model.ts";
import { canCancel, canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import {
  addEntry,
  audienceOf,
  changeIncident,
  figuresOf,
  getIncidentForUpdate,
  type LockedIncident,
  namePeople,
  spoken,
  timeFor,
} from "./internal.ts";
import { callFacts } from "./spoken.ts";
import "./called.ts";

async function carryOver(tx: Tx, ctx: Ctx, source: LockedIncident, into: LockedIncident): Promise<void> {
  const people = await tx.incidentPerson.findMany({
    where: { incidentId: source.id },
    select: { userId: true, because: true },
  });
  // Whoever only declared the one only declared the other.
  for (const declared of [false, true]) {
    const some = people.filter((person) => (person.because === "declared") === declared);
    await namePeople(
      tx,
      ctx,
      into.id,
      some.map((person) => person.userId),
      declared ? "declared" : "named",
    );
  }
  const links = await tx.incidentLink.findMany({ where: { incidentId: source.id } });
  await tx.incidentLink.createMany({
    data: links.map(({ id: _id, incidentId: _from, ...link }) => ({ ...link, incidentId: into.id })),
    skipDuplicates: true,
  });
}

/** The calls of the source end if somebody has the target, else the target's go on from the earlier deadline. */
async function passCalls(
  tx: Tx,
  ctx: Ctx,
  source: LockedIncident,
  into: LockedIncident,
  was: string,
): Promise<void> {
  const { name, url } = spoken(source);
  const raisedFrom = was === into.severity ? null : was;
  const target = { facts: callFacts(into), acknowledged: into.status !== "open", raisedFrom };
  const end = { reason: "merged", title: `${ctx.actor.name} merged ${name} into INC-${into.number}`, url };
  await mergeEscalations(tx, ctx, { kind: "incident", id: source.id }, target, end);
}

/** Merges into another: the target takes the worse severity, the people and the links; no cycles, no private into public. */
export async function mergeIncident(ctx: Ctx, input: { id: string; intoId: string }): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    if (input.id === input.intoId) throw invalidField("intoId", "An incident cannot be merged into itself.");
    // Locked in one order, so that two merges in opposite directions do not wait for each other.
    for (const id of [input.id, input.intoId].sort()) await getIncidentForUpdate(tx, ctx, id);
    const source = await getIncidentForUpdate(tx, ctx, input.id);
    const into = await getIncidentForUpdate(tx, ctx, input.intoId);
    permit(canCancel(ctx.actor, source.facts));
    permit(canWork(ctx.actor, into.facts));
    if (!isActive(into.status))
      throw conflict(`INC-${into.number} is ${into.status}; merge into one that is still open.`);
    if (source.isPrivate && !into.isPrivate)
      throw conflict("A private incident cannot be merged into a public one.");
    const severity = worseSeverity(source.severity, into.severity);
    const figures = await figuresOf(tx, severity, into.serviceId);
    const add = await timeFor(tx, severity, into.serviceId);
    const change = {
      from: into.severity,
      to: severity,
      figures,
      status: into.status,
      openedAt: into.openedAt,
      lastUpdateAt: null,
    };
    const clocks =
      severity === into.severity ? into.clocks : clocksAfterSeverity(into.clocks, change, ctx.now, add);
    await carryOver(tx, ctx, source, into);
    const target = await changeIncident(tx, ctx, into, { severity, clocks });
    const { status } = endAside(source, "merged", ctx.now);
    const merged = await changeIncident(tx, ctx, source, {
      status,
      mergedIntoId: into.id,
      clocks: clocksAfterMove(source.clocks, "merged", ctx.now),
    });
    await passCalls(tx, ctx, source, target, into.severity);
    await addEntry(tx, ctx, source.id, {
      kind: "status",
      data: { from: source.status, to: "merged", into: into.number },
    });
    await addEntry(tx, ctx, into.id, {
      kind: "link",
      text: source.isPrivate
        ? `INC-${source.number} merged into this`
        : `INC-${source.number} ${source.title} merged into this`,
      data: { kind: "incident", url: `/incidents/${source.id}` },
    });
    await recordAudit(tx, ctx, {
      action: "incident.merge",
      subject: { kind: "incident", id: source.id },
      teamId: source.teamId,
      before: source,
      after: merged,
      detail: { into: into.id },
    });
    await emit(tx, ctx, incidentEvent("merged", merged, { intoId: into.id }));
    await emit(tx, ctx, incidentEvent("edited", { ...target, audience: await audienceOf(tx, target) }));
    return presentIncident(within(ctx, tx), into.id);
  });
}

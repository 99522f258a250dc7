import { registerSubject, type SubjectRoom } from "#lib/escalations/commands/subjects.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import type { Status } from "../model.ts";
import { addEntry, audienceOf, namePeople } from "./internal.ts";
import { callFacts } from "./spoken.ts";

function standing(status: Status): "open" | "had" | "over" {
  if (status === "open") return "open";
  return status === "acknowledged" || status === "investigating" ? "had" : "over";
}

const called: SubjectRoom["called"] = async (tx, ctx, id, call) => {
  await namePeople(tx, ctx, id, call.userIds, "paged");
  if (!call.byHand)
    // The portal calls, whoever's write made it due: no word of a person.
    await addEntry(tx, { ...ctx, actor: { ...ctx.actor, userId: null } }, id, {
      kind: "escalation",
      data: {
        level: call.level,
        round: call.round,
        called: call.userIds,
        late: call.late,
        escalationId: call.escalationId,
      },
    });
  const incident = await tx.incident.findUniqueOrThrow({ where: { id } });
  await emit(
    tx,
    ctx,
    incidentEvent("called", { ...incident, audience: await audienceOf(tx, incident) }, { level: call.level }),
  );
};

// What this room offers to the escalations of its incidents.
registerSubject({
  kind: "incident",
  called,
  async hold(tx, id) {
    const [row] = await tx.$queryRaw<Array<{ id: string }>>`
      SELECT id FROM incidents WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`;
    if (row) return "held";
    return (await tx.incident.count({ where: { id } })) > 0 ? "busy" : "gone";
  },
  async lastWordAt(tx, id) {
    const entry = await tx.timelineEntry.findFirst({
      where: { incidentId: id, actorId: { not: null } },
      orderBy: { at: "desc" },
      select: { at: true },
    });
    return entry?.at ?? null;
  },
  async factsOf(tx, id) {
    const row = await tx.incident.findUnique({ where: { id } });
    return row ? callFacts(row) : null;
  },
  async standingOf(tx, ids) {
    const rows = await tx.incident.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, status: true },
    });
    return new Map(rows.map((row) => [row.id, standing(row.status as Status)]));
  },
  async openUrgent(tx, before) {
    const rows = await tx.incident.findMany({
      where: { status: "open", severity: { in: ["P0", "P1"] }, isDemo: false, openedAt: { lt: before } },
      orderBy: [{ severity: "asc" }, { openedAt: "asc" }],
      take: 1000,
      select: { id: true },
    });
    return rows.map((row) => row.id);
  },
});

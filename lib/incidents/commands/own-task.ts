import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { type LockedIncident, namePeople } from "./internal.ts";
import { spoken } from "./spoken.ts";

/** @throws invalid at `field` unless the person is active and does more than read */
export async function requireOwner(
  tx: Tx,
  ownerId: string | null | undefined,
  field = "ownerId",
): Promise<void> {
  if (!ownerId) return;
  const person = await tx.user.count({
    where: { id: ownerId, deactivatedAt: null, role: { not: "viewer" } },
  });
  if (person === 0) throw invalidField(field, "There is no such active person, or they only read.");
}

/** Who is given a task is named on the incident, so that they can work it, and told. */
export async function giveTask(
  tx: Tx,
  ctx: Ctx,
  incident: LockedIncident,
  task: { id: string; text: string; ownerId: string; version: number },
): Promise<void> {
  await namePeople(tx, ctx, incident.id, [task.ownerId], "role");
  if (task.ownerId === ctx.actor.userId) return;
  const { title, url } = spoken(incident);
  await notifyPeople(tx, ctx, [task.ownerId], {
    kind: "incident-task",
    urgency: "high",
    title: `A task for you on ${title}`,
    body: incident.isPrivate ? "" : task.text,
    url,
    subject: { kind: "incident", id: incident.id },
    isPrivate: incident.isPrivate,
    dedupKey: `task:${task.id}:${task.version}`,
  });
}

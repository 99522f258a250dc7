import type { Ctx } from "#lib/platform/context.ts";
import { onCommit, type Tx } from "#lib/platform/db.ts";
import { emit, notifySoon } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { inboxChanged } from "../events.ts";
import type { Message } from "../model.ts";
import { planDispatches } from "./plan.ts";

/**
 * Puts a message into people's inboxes and plans how it reaches them outside, in the transaction of what it tells of.
 * Deactivated people are left out.
 * @returns the people newly told, with the id of their notification
 */
export async function notifyPeople(
  tx: Tx,
  ctx: Ctx,
  userIds: string[],
  message: Message,
): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const people = await tx.user.findMany({
    where: { id: { in: [...new Set(userIds)] }, deactivatedAt: null },
    select: { id: true },
  });
  const rows = people.map((person) => ({
    id: uuidv7(),
    userId: person.id,
    kind: message.kind,
    urgency: message.urgency,
    title: message.title.slice(0, 300),
    body: (message.body ?? "").slice(0, 1000),
    url: message.url,
    subjectKind: message.subject.kind,
    subjectId: message.subject.id,
    dedupKey: message.dedupKey ?? null,
    severity: message.severity ?? null,
    escalationId: message.escalationId ?? null,
    isPrivate: message.isPrivate ?? false,
    late: message.late ?? false,
    at: ctx.now,
  }));
  if (rows.length === 0) return new Map();
  const made = await tx.notification.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { id: true, userId: true },
  });
  const told = new Map(made.map((row) => [row.userId, row.id]));
  if (told.size > 0) {
    await planDispatches(tx, ctx, told, message);
    await emit(tx, ctx, inboxChanged([...told.keys()]));
  }
  return told;
}

/**
 * Takes back what these escalations still had to say, and lets open tabs fall silent: they were acknowledged or ended.
 * What is being sent at this moment may still arrive; it is not tried again.
 * @returns how many dispatches were cancelled
 */
export async function cancelPages(tx: Tx, ctx: Ctx, escalationIds: readonly string[]): Promise<number> {
  const ids = [...escalationIds];
  if (ids.length === 0) return 0;
  const done = await tx.dispatch.updateMany({
    where: { escalationId: { in: ids }, state: { in: ["pending", "held"] } },
    data: { state: "cancelled", because: "the escalation ended" },
  });
  const silenced = await tx.notification.updateManyAndReturn({
    where: { escalationId: { in: ids }, silencedAt: null },
    data: { silencedAt: ctx.now },
    select: { userId: true },
  });
  const users = [...new Set(silenced.map((row) => row.userId))];
  if (users.length > 0) await emit(tx, ctx, inboxChanged(users));
  return done.count;
}

/** How long a channel knows what it was told: longer than anything is tried again. */
const REMEMBERED_MS = 3 * 86_400_000;

/**
 * Posts to one of a team's channels, in the transaction of what it tells of; paused, archived and demo channels are
 * left out. A message with a dedup key is posted to a channel once.
 * @returns the dispatch's id, or null when nothing is posted
 */
export async function postToChannel(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
  message: Message,
): Promise<string | null> {
  const channel = await tx.teamChannel.findFirst({
    where: { id: channelId, archivedAt: null, pausedAt: null },
    select: { id: true, kind: true, teamId: true },
  });
  if (!channel) return null;
  const team = await tx.team.findUnique({ where: { id: channel.teamId }, select: { isDemo: true } });
  if (!team || team.isDemo) return null;
  if (message.dedupKey) {
    // The same cause posts once, also when two workers come with it at the same moment.
    await tx.$queryRaw`SELECT id FROM team_channels WHERE id = ${channelId}::uuid FOR UPDATE`;
    const said = await tx.dispatch.findFirst({
      where: {
        channelId,
        createdAt: { gt: new Date(ctx.now.getTime() - REMEMBERED_MS) },
        content: { path: ["dedupKey"], equals: message.dedupKey },
      },
      select: { id: true },
    });
    if (said) return null;
  }
  const id = uuidv7();
  await tx.dispatch.create({
    data: {
      id,
      channelId: channel.id,
      kind: channel.kind,
      // A channel's receiver is its own lane: nobody else waits for it.
      lane: channel.kind === "mail" ? "mail" : `channel:${channel.id}`,
      target: channel.id,
      urgency: message.urgency,
      severity: message.severity ?? null,
      escalationId: message.escalationId ?? null,
      content: {
        title: message.title.slice(0, 300),
        body: message.isPrivate ? "" : (message.body ?? "").slice(0, 1000),
        url: message.url,
        subject: message.subject,
        isPrivate: message.isPrivate ?? false,
        late: message.late ?? false,
        ...(message.dedupKey ? { dedupKey: message.dedupKey } : {}),
      },
      dueAt: ctx.now,
      nextAt: ctx.now,
      createdAt: ctx.now,
    },
    select: { id: true },
  });
  onCommit(tx, notifySoon);
  return id;
}

/** Posts to every channel of the team that takes this severity (S-121). @returns how many */
export async function postToTeam(tx: Tx, ctx: Ctx, teamId: string, message: Message): Promise<number> {
  const channels = await tx.teamChannel.findMany({
    where: {
      teamId,
      archivedAt: null,
      pausedAt: null,
      ...(message.severity ? { severities: { has: message.severity } } : {}),
    },
    select: { id: true },
  });
  let posted = 0;
  for (const channel of channels) if (await postToChannel(tx, ctx, channel.id, message)) posted += 1;
  return posted;
}

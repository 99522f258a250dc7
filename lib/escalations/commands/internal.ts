import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { pagerHolders } from "#lib/oncall/queries.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { EscalationCause, EscalationFacts, EscalationTarget } from "../model.ts";

interface Called {
  userId: string;
  because: string;
}

async function peopleOf(tx: Tx, ctx: Ctx, target: EscalationTarget): Promise<Called[]> {
  if (target.kind === "user") {
    const user = await tx.user.findFirst({
      where: { id: target.id, deactivatedAt: null },
      select: { id: true },
    });
    if (!user) throw invalidField("to.userId", "There is no such person, or they are no longer active.");
    return [{ userId: user.id, because: "person" }];
  }
  const team = await tx.team.findFirst({ where: { id: target.id, archivedAt: null }, select: { id: true } });
  if (!team) throw invalidField("to.teamId", "There is no such team.");
  const holders = await pagerHolders(within(ctx, tx), team.id);
  return holders.map((holder) => ({ userId: holder.userId, because: holder.because }));
}

/**
 * Calls people about a subject, in the subject's own transaction.
 * @returns the ids of the people called; the caller names them on a private subject
 */
export async function startEscalation(
  tx: Tx,
  ctx: Ctx,
  facts: EscalationFacts & { cause: EscalationCause; reason: string; target: EscalationTarget },
): Promise<string[]> {
  const called = await peopleOf(tx, ctx, facts.target);
  const id = uuidv7();
  await tx.escalation.create({
    data: {
      id,
      subjectKind: facts.subject.kind,
      subjectId: facts.subject.id,
      cause: facts.cause,
      reason: facts.reason,
      byId: ctx.actor.userId,
      targetKind: facts.target.kind,
      targetId: facts.target.id,
      startedAt: ctx.now,
    },
    select: { id: true },
  });
  const told = await notifyPeople(
    tx,
    ctx,
    called.map((one) => one.userId),
    {
      kind: "escalation",
      urgency: facts.urgency,
      title: facts.title,
      body: facts.body,
      url: facts.url,
      subject: facts.subject,
      dedupKey: `escalation:${id}`,
    },
  );
  await tx.escalationPage.createMany({
    data: called.map((one) => ({
      escalationId: id,
      userId: one.userId,
      because: one.because,
      notificationId: told.get(one.userId) ?? null,
      at: ctx.now,
    })),
    skipDuplicates: true,
  });
  return called.map((one) => one.userId);
}

/** Ends what still calls about a subject; everyone called is told who took it. */
export async function endEscalations(
  tx: Tx,
  ctx: Ctx,
  subject: { kind: string; id: string },
  end: { reason: string; title: string; url: string },
): Promise<void> {
  const running = await tx.escalation.updateManyAndReturn({
    where: { subjectKind: subject.kind, subjectId: subject.id, endedAt: null },
    data: { endedAt: ctx.now, endReason: end.reason, endedById: ctx.actor.userId },
    select: { id: true },
  });
  if (running.length === 0) return;
  const pages = await tx.escalationPage.findMany({
    where: { escalationId: { in: running.map((one) => one.id) } },
    select: { userId: true },
  });
  const others = pages.map((page) => page.userId).filter((id) => id !== ctx.actor.userId);
  await notifyPeople(tx, ctx, others, {
    kind: "escalation-ended",
    urgency: "normal",
    title: end.title,
    url: end.url,
    subject,
  });
}

import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, notFound, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import type { CoverRequest, Schedule } from "#prisma";
import { scheduleEvent } from "../events.ts";
import { later } from "../model/instants.ts";
import { getSwap, presentSwaps } from "../queries/swaps.ts";
import type { SwapDto } from "../schema/swaps.ts";
import { getScheduleForUpdate, type LockedSchedule } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { putOverride } from "./overrides.ts";

/** States in which a request still waits for somebody. */
export const WAITING = ["open", "offered", "agreed"] as const;

export interface LockedSwap extends LockedSchedule {
  swap: CoverRequest;
}

/** The request, its schedule locked: whoever answers it, or changes the shifts, comes one after another. @throws not_found, stale */
export async function getSwapForUpdate(tx: Tx, ctx: Ctx, id: string, version?: number): Promise<LockedSwap> {
  const found = await tx.coverRequest.findUnique({ where: { id }, select: { scheduleId: true } });
  // What one may not see is the same as what is not there, in the same words.
  const seen = found
    ? await tx.schedule.count({ where: { id: found.scheduleId, team: visibleTeams(ctx.actor) } })
    : 0;
  if (!found || seen === 0) throw notFound("request");
  const locked = await getScheduleForUpdate(tx, ctx, found.scheduleId);
  const swap = await tx.coverRequest.findUnique({ where: { id } });
  if (!swap) throw notFound("request");
  if (version !== undefined && swap.version !== version)
    throw stale("request", await getSwap(within(ctx, tx), id));
  return { ...locked, swap };
}

/** @throws conflict with the request as it is now */
export async function requireState(
  tx: Tx,
  ctx: Ctx,
  swap: CoverRequest,
  states: readonly string[],
): Promise<void> {
  if (states.includes(swap.state) && swap.toAt > ctx.now) return;
  const current = await getSwap(within(ctx, tx), swap.id);
  const words = swap.toAt <= ctx.now ? "over" : swap.state;
  throw conflict(`This request is ${words} already.`, current);
}

export async function moveSwap(
  tx: Tx,
  ctx: Ctx,
  swap: CoverRequest,
  to: Partial<Pick<CoverRequest, "state" | "offeredById" | "decidedById">>,
): Promise<CoverRequest> {
  return tx.coverRequest.update({
    where: { id: swap.id },
    data: { ...to, version: { increment: 1 }, updatedAt: ctx.now },
  });
}

/** The shifts change hands: overrides for the span, and for the one that goes back. @throws conflict */
export async function carryOut(tx: Tx, ctx: Ctx, schedule: Schedule, swap: CoverRequest): Promise<void> {
  const by = swap.offeredById;
  if (!by) return;
  const give = { kind: swap.kind, reason: swap.reason, requestId: swap.id };
  const from = later(swap.fromAt, ctx.now);
  await requireStillTheirs(tx, ctx, swap, swap.userId, { from, to: swap.toAt });
  await putOverride(tx, ctx, schedule.id, { ...give, userId: by, from, to: swap.toAt });
  if (swap.returnFromAt && swap.returnToAt) {
    const back = { from: swap.returnFromAt, to: swap.returnToAt };
    await requireStillTheirs(tx, ctx, swap, by, back);
    await putOverride(tx, ctx, schedule.id, { ...give, userId: swap.userId, ...back });
  }
  await layOutShifts(tx, ctx, schedule);
}

/** What was to be swapped may have gone to somebody else meanwhile. @throws conflict */
async function requireStillTheirs(
  tx: Tx,
  ctx: Ctx,
  swap: CoverRequest,
  userId: string,
  span: { from: Date; to: Date },
): Promise<void> {
  const others = await tx.shift.count({
    where: {
      scheduleId: swap.scheduleId,
      fromAt: { lt: span.to },
      toAt: { gt: span.from },
      OR: [{ userId: null }, { userId: { not: userId } }],
    },
  });
  if (others === 0) return;
  throw conflict(
    "Somebody else is scheduled for part of this time by now. Ask anew for what is left.",
    await getSwap(within(ctx, tx), swap.id),
  );
}

/** Tells the people of a request what became of it, and everybody who looks at the schedule that it changed. */
export async function announceSwap(
  tx: Tx,
  ctx: Ctx,
  locked: LockedSchedule,
  swap: CoverRequest,
  told: { people: ReadonlyArray<string | null>; title: string },
): Promise<SwapDto> {
  const people = told.people.filter((id): id is string => id !== null && id !== ctx.actor.userId);
  if (people.length > 0)
    await notifyPeople(tx, ctx, people, {
      kind: "oncall.swap",
      urgency: "high",
      title: told.title,
      body: swap.reason,
      url: "/on-call/mine",
      subject: { kind: "schedule", id: swap.scheduleId },
    });
  await emit(tx, ctx, scheduleEvent("swap-changed", locked.row, locked.audience, { requestId: swap.id }));
  const [dto] = await presentSwaps(within(ctx, tx), [swap]);
  if (!dto) throw notFound("request");
  return dto;
}

import { type Ctx, isAdmin, personId } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { Delivery, Dispatch } from "#prisma";
import { KIND_WORDS, masked } from "../model.ts";
import type { DeliveryDto, DispatchDto } from "../schema.ts";

const LIST = "deliveries";

function presentDispatch(row: Dispatch, to: string, tries: Delivery[]): DispatchDto {
  const waits = row.state === "pending" || row.state === "sending";
  return {
    id: row.id,
    kind: row.kind,
    to,
    state: row.state as DispatchDto["state"],
    because: row.because,
    at: row.createdAt.toISOString(),
    nextAt: waits ? row.nextAt.toISOString() : null,
    tries: tries
      .filter((one) => one.dispatchId === row.id)
      .sort((a, b) => a.attempt - b.attempt)
      .map(({ attempt, outcome, answer, tookMs, at }) => ({
        attempt,
        outcome,
        answer,
        tookMs,
        at: at.toISOString(),
      })),
  };
}

/** What became of these messages, per message: each address with its state and every try. The caller has checked who asks. */
export async function dispatchesOf(
  ctx: Ctx,
  notificationIds: readonly string[],
): Promise<Map<string, DispatchDto[]>> {
  const ids = [...notificationIds];
  const rows = await reader(ctx).dispatch.findMany({
    where: { notificationId: { in: ids } },
    orderBy: [{ rank: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    take: 1000,
  });
  const tries = await reader(ctx).delivery.findMany({ where: { notificationId: { in: ids } }, take: 5000 });
  const contacts = await reader(ctx).contact.findMany({
    where: { id: { in: rows.flatMap((row) => row.contactId ?? []) } },
    select: { id: true, kind: true, address: true, label: true },
  });
  const found = new Map<string, DispatchDto[]>();
  for (const row of rows) {
    const contact = contacts.find((one) => one.id === row.contactId);
    const to =
      contact?.label || (contact && contact.kind !== "mail" ? masked(contact.kind, contact.address) : "");
    const list = found.get(row.notificationId ?? "") ?? [];
    found.set(row.notificationId ?? "", [...list, presentDispatch(row, to, tries)]);
  }
  return found;
}

/** What became of one of my own messages; administrators may ask for anybody's. @throws not_found */
export async function messageLog(ctx: Ctx, notificationId: string): Promise<DispatchDto[]> {
  const mine = isAdmin(ctx.actor) ? {} : { userId: personId(ctx) };
  const row = await reader(ctx).notification.findFirst({
    where: { id: notificationId, ...mine },
    select: { id: true },
  });
  if (!row) throw notFound("message");
  return (await dispatchesOf(ctx, [row.id])).get(row.id) ?? [];
}

/** Every try, newest first; of all people for administrators, else of oneself (S-264). */
export async function listDeliveries(
  ctx: Ctx,
  filter: { limit: number; cursor?: string | undefined; failed?: string | undefined },
): Promise<Page<DeliveryDto>> {
  const place = placeOf(LIST, filter.cursor);
  const rows = await reader(ctx).delivery.findMany({
    where: {
      ...(isAdmin(ctx.actor) ? {} : { userId: personId(ctx) }),
      ...(filter.failed === "true" ? { outcome: "failed" } : {}),
      ...olderThan("at", place),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
  });
  const people = await reader(ctx).user.findMany({
    where: { id: { in: rows.flatMap((row) => row.userId ?? []) } },
    select: { id: true, name: true },
  });
  const channels = await reader(ctx).teamChannel.findMany({
    where: { id: { in: rows.flatMap((row) => row.channelId ?? []) } },
    select: { id: true, name: true },
  });
  return pageOf(
    LIST,
    rows,
    filter.limit,
    (row) => ({ at: row.at, id: row.id }),
    (row) => ({
      id: row.id,
      at: row.at.toISOString(),
      channel: KIND_WORDS[row.channel as keyof typeof KIND_WORDS] ?? row.channel,
      outcome: row.outcome,
      answer: row.answer,
      attempt: row.attempt,
      tookMs: row.tookMs,
      person: people.find((one) => one.id === row.userId) ?? null,
      teamChannel: channels.find((one) => one.id === row.channelId) ?? null,
    }),
  );
}

import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { EscalationDto } from "./schema.ts";

/** Every escalation of a subject, oldest first, with whom it told and whether they have seen it. */
export async function listEscalations(
  ctx: Ctx,
  subject: { kind: string; id: string },
): Promise<EscalationDto[]> {
  const tx = reader(ctx);
  const rows = await tx.escalation.findMany({
    where: { subjectKind: subject.kind, subjectId: subject.id },
    orderBy: { startedAt: "asc" },
    take: 200,
    include: { pages: { orderBy: { at: "asc" } } },
  });
  const pages = rows.flatMap((row) => row.pages);
  const people = await tx.user.findMany({
    where: { id: { in: [...pages.map((page) => page.userId), ...rows.flatMap((row) => row.byId ?? [])] } },
    select: { id: true, name: true },
  });
  const seen = await tx.notification.findMany({
    where: { id: { in: pages.flatMap((page) => page.notificationId ?? []) } },
    select: { id: true, readAt: true },
  });
  const name = new Map(people.map((person) => [person.id, person.name]));
  const readAt = new Map(seen.map((one) => [one.id, one.readAt]));
  const person = (id: string) => ({ id, name: name.get(id) ?? "former member" });
  return rows.map((row) => ({
    id: row.id,
    cause: row.cause as EscalationDto["cause"],
    reason: row.reason,
    by: row.byId ? person(row.byId) : null,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    endReason: row.endReason,
    pages: row.pages.map((page) => ({
      user: person(page.userId),
      because: page.because,
      at: page.at.toISOString(),
      seenAt: page.notificationId ? (readAt.get(page.notificationId)?.toISOString() ?? null) : null,
    })),
  }));
}

import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { IncidentTask } from "#prisma";
import type { TaskDto } from "../schema/tasks.ts";

async function present(ctx: Ctx, rows: IncidentTask[]): Promise<TaskDto[]> {
  const ids = rows.flatMap((row) => [row.ownerId, row.doneById].filter((id) => id !== null));
  const people = ids.length
    ? await reader(ctx).user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
    : [];
  const names = new Map(people.map((one) => [one.id, one.name]));
  const ref = (id: string | null) => (id ? { id, name: names.get(id) ?? "former member" } : null);
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    phase: row.phase,
    owner: ref(row.ownerId),
    doneAt: row.doneAt?.toISOString() ?? null,
    doneBy: ref(row.doneById),
    version: row.version,
  }));
}

/** What there is to do, the procedure's steps first; the right to see the incident was proven before. */
export async function readTasks(ctx: Ctx, incidentId: string): Promise<TaskDto[]> {
  const rows = await reader(ctx).incidentTask.findMany({
    where: { incidentId },
    orderBy: [{ ordinal: "asc" }, { id: "asc" }],
  });
  return present(ctx, rows);
}

/** One task, after a command that wrote it. @throws not_found */
export async function readTask(ctx: Ctx, id: string): Promise<TaskDto> {
  const row = await reader(ctx).incidentTask.findUnique({ where: { id } });
  const [task] = row ? await present(ctx, [row]) : [];
  if (!task) throw notFound("task");
  return task;
}

import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Prisma } from "#prisma";

/** A timeline entry of an incident; starred ones go into its postmortem. */
export async function aTimelineEntry(
  incidentId: string,
  text: string,
  at: Date,
  more: { starred?: boolean; kind?: string; data?: Prisma.InputJsonValue } = {},
): Promise<string> {
  const id = uuidv7();
  await db().timelineEntry.create({
    data: { id, incidentId, kind: more.kind ?? "note", text, data: more.data ?? {}, occurredAt: at, at },
  });
  if (more.starred) await db().timelineStar.create({ data: { entryId: id } });
  return id;
}

/** A postmortem row as it stands, for lists and figures. */
export async function aPostmortem(
  teamId: string,
  facts: Partial<Prisma.PostmortemUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  await db().postmortem.create({ data: { id, teamId, title: "What happened", ...facts } });
  return id;
}

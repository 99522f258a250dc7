import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { AppError, conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { incidentEvent } from "../events.ts";
import { fileName, fileTypeOf, MAX_FILE } from "../model/file-kind.ts";
import { canWork } from "../policy.ts";
import { readEntry } from "../queries.ts";
import type { EntryDto } from "../schema/timeline.ts";
import { addEntry, getIncidentForUpdate } from "./internal.ts";

/** So many on one incident. */
const MOST = 100;

/**
 * Puts a picture, a PDF or a text on the timeline; what it is follows from its bytes alone.
 * @throws too_large, unsupported_media, conflict when there are too many
 */
export async function attachFile(
  ctx: Ctx,
  input: { id: string; name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<EntryDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    const { bytes } = input;
    if (bytes.length > MAX_FILE) throw new AppError("too_large", "A file may have at most 5 MB.");
    const type = fileTypeOf(bytes);
    if (!type)
      throw new AppError(
        "unsupported_media",
        "Attach a picture (PNG, JPEG, WebP, GIF), a PDF or plain text; nothing else is kept.",
      );
    if ((await tx.incidentFile.count({ where: { incidentId: incident.id } })) >= MOST)
      throw conflict(`An incident keeps at most ${MOST} files. Link further ones.`);
    const id = uuidv7();
    const name = fileName(input.name, type);
    const entryId = await addEntry(tx, ctx, incident.id, {
      kind: "file",
      text: name,
      data: { fileId: id, type, size: bytes.length, url: `/api/v1/incidents/${incident.id}/files/${id}` },
    });
    await tx.incidentFile.create({
      data: {
        id,
        incidentId: incident.id,
        entryId,
        name,
        type,
        size: bytes.length,
        bytes,
        byId: ctx.actor.userId,
        at: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "incident.attach",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { fileId: id, type, size: bytes.length },
    });
    await emit(tx, ctx, incidentEvent("attached", incident));
    return readEntry(within(ctx, tx), entryId);
  });
}

import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canWork } from "../policy.ts";
import { readEntry } from "../queries.ts";
import type { EntryDto } from "../schema/timeline.ts";
import { addEntry, getIncidentForUpdate } from "./internal.ts";

export interface NoteInput {
  id: string;
  kind: "note" | "decision";
  text: string;
  occurredAt?: string | undefined;
  starred?: boolean | undefined;
}

/** Adds a note or a decision to the timeline, dated back if it happened earlier. */
export async function addNote(ctx: Ctx, input: NoteInput): Promise<EntryDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    const occurredAt = input.occurredAt ? new Date(input.occurredAt) : ctx.now;
    if (occurredAt > ctx.now) throw invalidField("occurredAt", "A note cannot be dated in the future.");
    const id = await addEntry(tx, ctx, incident.id, {
      kind: input.kind,
      text: input.text,
      occurredAt,
      starred: input.starred ?? false,
    });
    await recordAudit(tx, ctx, {
      action: "incident.note",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { entryId: id },
    });
    await emit(tx, ctx, incidentEvent("noted", incident));
    return readEntry(within(ctx, tx), id);
  });
}

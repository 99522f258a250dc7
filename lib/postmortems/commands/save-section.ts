import { recordAudit } from "#lib/audit/commands/record.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { postmortemEvent } from "../events.ts";
import { readSections, type SectionKey } from "../model.ts";
import type { SaveSection } from "../schema.ts";
import { changePostmortem, getForWriting } from "./internal.ts";

export interface SavedSection {
  section: SectionKey;
  text: string;
  version: number;
}

/**
 * Keeps one section. Two people may write different sections at once; in the same one, whoever started from older words
 * gets 409 with the words as they are, and loses nothing.
 * @throws not_found, forbidden, stale, conflict once it is published
 */
export async function saveSection(
  ctx: Ctx,
  input: SaveSection & { id: string; section: SectionKey },
): Promise<SavedSection> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getForWriting(tx, ctx, input.id);
    const sections = readSections(row.sections);
    const now = sections[input.section];
    if (now === input.text) return { section: input.section, text: now, version: row.version };
    if (now !== input.was) {
      throw stale("section", { section: input.section, text: now, version: row.version });
    }
    const after = await changePostmortem(tx, ctx, row.id, {
      sections: { ...sections, [input.section]: input.text },
    });
    await recordAudit(tx, ctx, {
      action: "postmortem.write",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      detail: { section: input.section, characters: input.text.length },
    });
    await emit(tx, ctx, postmortemEvent("changed", after, audience));
    return { section: input.section, text: input.text, version: after.version };
  });
}

import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { channelChanged } from "../events.ts";
import { canSetChannels } from "../policy.ts";
import { channelForUpdate } from "./own-channel.ts";

/** Ends a channel: nothing is posted to it any more, its log stays, its address and secret are forgotten. */
export async function archiveChannel(ctx: Ctx, input: { id: string }): Promise<{ archived: true }> {
  return inTransaction(ctx, async (tx) => {
    const { row, team } = await channelForUpdate(tx, ctx, input.id);
    permit(canSetChannels(ctx.actor, team.id));
    const after = await tx.teamChannel.update({
      where: { id: row.id },
      data: { archivedAt: ctx.now, address: "", secret: "", version: { increment: 1 }, updatedAt: ctx.now },
    });
    await tx.dispatch.updateMany({
      where: { channelId: row.id, state: { in: ["pending", "held"] } },
      data: { state: "cancelled", because: "the channel was removed" },
    });
    await recordAudit(tx, ctx, {
      action: "team-channel.archive",
      subject: { kind: "team-channel", id: row.id },
      teamId: team.id,
      detail: { name: row.name },
    });
    await emit(tx, ctx, channelChanged(team, after));
    return { archived: true as const };
  });
}

import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { channelChanged } from "../events.ts";
import type { ChannelKind } from "../model.ts";
import { canSetChannels } from "../policy.ts";
import { getChannel, presentChannel } from "../queries/channels.ts";
import type { EditChannel, TeamChannelDto } from "../schema.ts";
import { channelAddress, channelForUpdate } from "./own-channel.ts";

/** Changes a channel; an address or token that is not given stays. @throws not_found, forbidden, stale, invalid */
export async function editChannel(ctx: Ctx, input: EditChannel & { id: string }): Promise<TeamChannelDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, team } = await channelForUpdate(tx, ctx, input.id);
    permit(canSetChannels(ctx.actor, team.id));
    if (row.version !== input.version) throw stale("channel", await getChannel(within(ctx, tx), row.id));
    const kind = row.kind as ChannelKind;
    const after = await tx.teamChannel.update({
      where: { id: row.id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.purpose === undefined ? {} : { purpose: input.purpose }),
        ...(input.address === undefined ? {} : { address: channelAddress(kind, input.address) }),
        ...(input.token === undefined || kind !== "ntfy" ? {} : { secret: input.token }),
        ...(input.severities === undefined ? {} : { severities: [...new Set(input.severities)].sort() }),
        ...(input.paused === undefined ? {} : { pausedAt: input.paused ? (row.pausedAt ?? ctx.now) : null }),
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "team-channel.edit",
      subject: { kind: "team-channel", id: after.id },
      teamId: team.id,
      before: presentChannel(ctx, row),
      after: presentChannel(ctx, after),
    });
    await emit(tx, ctx, channelChanged(team, after));
    return presentChannel(ctx, after);
  });
}

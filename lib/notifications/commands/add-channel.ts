import { randomBytes } from "node:crypto";
import { recordAudit } from "#lib/audit/commands/record.ts";
import { getTeam } from "#lib/people/queries/teams.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { channelChanged } from "../events.ts";
import { masked } from "../model.ts";
import { canSetChannels } from "../policy.ts";
import { presentChannel } from "../queries/channels.ts";
import type { AddChannel, MadeChannelDto } from "../schema.ts";
import { channelAddress } from "./own-channel.ts";

const MOST = 30;

/**
 * Gives a team a place to post to (S-121). A signed webhook gets its secret here, which is told this once.
 * @throws not_found, forbidden, invalid, conflict
 */
export async function addChannel(ctx: Ctx, input: AddChannel & { id: string }): Promise<MadeChannelDto> {
  return inTransaction(ctx, async (tx) => {
    const team = await getTeam(within(ctx, tx), input.id);
    permit(canSetChannels(ctx.actor, team.id));
    if (team.archivedAt) throw conflict("This team is archived.");
    const address = channelAddress(input.kind, input.address);
    if ((await tx.teamChannel.count({ where: { teamId: team.id, archivedAt: null } })) >= MOST)
      throw conflict(`The team has ${MOST} channels already. Remove one first.`);
    const made = input.kind === "webhook" ? `whsec_${randomBytes(24).toString("base64")}` : null;
    const row = await tx.teamChannel.create({
      data: {
        id: uuidv7(),
        teamId: team.id,
        name: input.name,
        purpose: input.purpose ?? "",
        kind: input.kind,
        address,
        secret: made ?? input.token ?? "",
        severities: [...new Set(input.severities ?? ["P0", "P1"])].sort(),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "team-channel.add",
      subject: { kind: "team-channel", id: row.id },
      teamId: team.id,
      detail: { name: row.name, kind: row.kind, address: masked(row.kind, row.address) },
    });
    await emit(tx, ctx, channelChanged(team, row));
    return { ...presentChannel(ctx, row), secret: made };
  });
}

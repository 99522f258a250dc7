import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { channelChanged } from "../events.ts";
import { channelReceiver } from "../jobs/load.ts";
import { canSetChannels } from "../policy.ts";
import { getChannel } from "../queries/channels.ts";
import type { TestAnswer } from "../schema.ts";
import { lastSeen, recordTrial, tryNow } from "./trial.ts";

/** Posts a test to a team's channel. @returns the receiver's true answer @throws not_found, forbidden, too_many */
export async function testChannel(ctx: Ctx, input: { id: string }): Promise<TestAnswer> {
  const seen = await getChannel(ctx, input.id);
  permit(canSetChannels(ctx.actor, seen.teamId));
  await limitTries("channel-test", ctx.actor.userId ?? "", 30, 3600);
  const row = await db().teamChannel.findUniqueOrThrow({ where: { id: seen.id } });
  const team = await db().team.findUniqueOrThrow({
    where: { id: row.teamId },
    select: { id: true, name: true, visibility: true, isDemo: true },
  });
  const to = team.isDemo
    ? { because: "Nothing of the demo leaves the portal." }
    : channelReceiver(row, row.id);
  const outcome = await tryNow(to, {
    title: `Test from Evenkeel for ${row.name}`,
    body: `${ctx.actor.name} tries this channel of ${team.name}. Nothing has happened.`,
    path: `/settings/teams/${team.id}`,
  });
  return inTransaction(ctx, async (tx) => {
    await tx.teamChannel.updateMany({ where: { id: row.id }, data: lastSeen(ctx.now, outcome) });
    await recordAudit(tx, ctx, {
      action: "team-channel.test",
      subject: { kind: "team-channel", id: row.id },
      teamId: team.id,
      detail: { ok: outcome.ok },
    });
    await emit(tx, ctx, channelChanged(team, row));
    return recordTrial(tx, ctx.now, { userId: null, channelId: row.id, channel: row.kind }, outcome);
  });
}

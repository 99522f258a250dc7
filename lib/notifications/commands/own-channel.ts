import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { invalidField, notFound } from "#lib/platform/errors.ts";
import { outsideProblem } from "#lib/platform/outside.ts";
import type { ChannelKind } from "../model.ts";
import { getChannel } from "../queries/channels.ts";

/** A channel and its team, the channel locked. @throws not_found, also when the team is not visible */
export async function channelForUpdate(tx: Tx, ctx: Ctx, id: string) {
  await tx.$queryRaw`SELECT id FROM team_channels WHERE id = ${id}::uuid FOR UPDATE`;
  await getChannel({ ...ctx, tx }, id);
  const row = await tx.teamChannel.findUniqueOrThrow({ where: { id } });
  const team = await tx.team.findUniqueOrThrow({
    where: { id: row.teamId },
    select: { id: true, visibility: true, archivedAt: true },
  });
  if (team.archivedAt) throw notFound("channel");
  return { row, team };
}

const MAIL = /^[^\s@,<>"]{1,64}@[^\s@,<>"]{1,190}\.[^\s@,<>"]{2,60}$/;

/** The address as it is kept. @throws invalid when this kind of channel cannot be called there */
export function channelAddress(kind: ChannelKind, typed: string): string {
  if (kind === "mail") {
    const addresses = typed.split(/[,;\s]+/).filter(Boolean);
    const wrong = addresses.find((one) => !MAIL.test(one));
    if (wrong !== undefined || addresses.length === 0)
      throw invalidField("address", "Give one or more mail addresses, separated by commas.");
    if (addresses.length > 20) throw invalidField("address", "At most 20 mail addresses fit here.");
    return addresses.join(", ");
  }
  const problem = outsideProblem(typed);
  if (problem) throw invalidField("address", problem);
  if (kind === "ntfy" && new URL(typed).pathname.replace(/\/+$/, "") === "")
    throw invalidField("address", "The topic is missing, for example https://ntfy.sh/our-topic.");
  return typed;
}

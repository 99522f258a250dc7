import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { canDeclare } from "../policy.ts";
import { type BlindReportDto, DeclareIncident, type ReportBlind } from "../schema/declaring.ts";
import { openIncident } from "./declare.ts";

/**
 * Reports an incident to a closed team that takes reports, whoever asks: the team gets it like any other, with the
 * name of who reported it. The reporter gets the number and nothing else, now or later: they are not named on it.
 * @throws invalid at `teamId` for a team that is open, archived, takes none or does not exist, in the same words
 */
export async function reportBlind(ctx: Ctx, input: ReportBlind): Promise<BlindReportDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canDeclare(ctx.actor));
    const team = await tx.team.findFirst({
      where: { id: input.teamId, visibility: "closed", acceptsReports: true, archivedAt: null },
      select: { id: true },
    });
    if (!team) throw invalidField("teamId", "No closed team that takes reports has this id.");
    const whole = DeclareIncident.parse({ ...input, type: "other", private: false });
    const { number } = await openIncident(tx, ctx, whole, { open: false, blind: true });
    return { number, receivedAt: ctx.now.toISOString() };
  });
}

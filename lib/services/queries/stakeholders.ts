import { type Ctx, permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { reader } from "#lib/platform/db.ts";
import { derivedSecret } from "#lib/platform/derived-secret.ts";
import { canReadStakeholders } from "../policy.ts";
import type { StakeholderDto } from "../schema.ts";
import { getService } from "./services.ts";

/** The secret of somebody's link to leave the updates of a service. */
export const leaveSecret = (stakeholderId: string) => derivedSecret("leave-updates", stakeholderId);

/** Who receives the stakeholder updates of a service; the right was asked before. */
export async function stakeholdersOf(ctx: Ctx, serviceId: string): Promise<StakeholderDto[]> {
  const rows = await reader(ctx).stakeholder.findMany({
    where: { serviceId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { id: true, userId: true, email: true, name: true, at: true, leftAt: true },
  });
  const people = await reader(ctx).user.findMany({
    where: { id: { in: rows.flatMap((row) => row.userId ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((one) => [one.id, one.name]));
  return rows.map((row) => ({
    id: row.id,
    userId: row.userId,
    email: row.email,
    name: row.userId ? (names.get(row.userId) ?? "former member") : row.name,
    at: row.at.toISOString(),
    leftAt: row.leftAt?.toISOString() ?? null,
  }));
}

/** Addresses are personal: the members of the owning team read them. @throws not_found, forbidden */
export async function listStakeholders(ctx: Ctx, serviceId: string): Promise<StakeholderDto[]> {
  const service = await getService(ctx, serviceId);
  permit(canReadStakeholders(ctx.actor, service.team.id));
  return stakeholdersOf(ctx, serviceId);
}

/** What a leave link is for: the name of the service, and whether it was used. Reading it changes nothing. */
export async function subscriptionByLink(
  ctx: Ctx,
  secret: string,
): Promise<{ service: string; left: boolean } | null> {
  const row = await reader(ctx).stakeholder.findUnique({
    where: { tokenHash: sha256(secret) },
    select: { leftAt: true, service: { select: { name: true } } },
  });
  return row && { service: row.service.name, left: row.leftAt !== null };
}

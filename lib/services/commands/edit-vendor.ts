import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { vendorChanged } from "../events.ts";
import { canEditVendor } from "../policy.ts";
import type { EditVendor, VendorDto } from "../schema.ts";

type Row = Omit<VendorDto, "abilities" | "status"> & { status: string };
const present = (row: Row): VendorDto => ({
  ...row,
  status: row.status as VendorDto["status"],
  abilities: { edit: true },
});

/** Says how an outside service is, or where its pages are. @throws not_found, stale */
export async function editVendor(ctx: Ctx, input: EditVendor & { key: string }): Promise<VendorDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canEditVendor(ctx.actor));
    await tx.$queryRaw`SELECT key FROM vendors WHERE key = ${input.key} FOR UPDATE`;
    const before = await tx.vendor.findUnique({ where: { key: input.key } });
    if (!before) throw notFound("vendor");
    if (before.version !== input.version) throw stale("vendor", present(before));
    const after = await tx.vendor.update({
      where: { key: input.key },
      data: {
        ...(input.status === undefined ? {} : { status: input.status }),
        ...(input.dashboard === undefined ? {} : { dashboard: input.dashboard || null }),
        ...(input.statusPage === undefined ? {} : { statusPage: input.statusPage || null }),
        version: { increment: 1 },
      },
    });
    await recordAudit(tx, ctx, {
      action: "vendor.edit",
      subject: { kind: "vendor", id: after.key },
      before,
      after,
    });
    await emit(tx, ctx, vendorChanged(after.key, after.version));
    return present(after);
  });
}

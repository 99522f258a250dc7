import type { Metadata } from "next";
import { DeliveryLog } from "#components/notifications/delivery-log.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { listDeliveries } from "#lib/notifications/queries/log.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Deliveries" };

const ROWS = 50;

/** Every try at bringing a message over, with the receiver's answer. */
export default async function DeliveriesPage(props: {
  searchParams: Promise<{ failed?: string; cursor?: string }>;
}) {
  const ctx = await pageCtx();
  const { failed, cursor } = await props.searchParams;
  const read = (from?: string) => listDeliveries(ctx, { limit: ROWS, failed, cursor: from });
  const page = await read(cursor).catch((error) =>
    isAppError(error) && error.code === "bad_cursor" ? read() : Promise.reject(error),
  );
  const admin = isAdmin(ctx.actor);
  return (
    <>
      <PageHead
        title="Deliveries"
        say={admin ? "Every try, with its answer." : "Every try at reaching you, with its answer."}
      />
      <DeliveryLog page={page} failed={failed === "true"} everybody={admin} />
    </>
  );
}

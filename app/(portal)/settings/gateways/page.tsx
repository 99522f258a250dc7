import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GatewaysPanel } from "#components/notifications/gateways-panel.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { listGateways } from "#lib/notifications/queries/channels.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Gateways" };

/** Gateways that bring a text or a call to a phone: any provider with an HTTP interface. */
export default async function GatewaysPage() {
  const ctx = await pageCtx();
  if (!isAdmin(ctx.actor)) notFound();
  const gateways = await listGateways(ctx);
  return (
    <>
      <PageHead
        title="Gateways"
        say="How a text or a call reaches a phone. Any provider with an HTTP interface works."
      />
      <GatewaysPanel gateways={gateways} />
      <LiveRefresh kinds={["gateway"]} />
    </>
  );
}

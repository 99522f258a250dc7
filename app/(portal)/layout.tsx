import type { ReactNode } from "react";
import { AlarmHost } from "#components/notifications/alarm-host.tsx";
import { AppShell } from "#components/shell/app-shell.tsx";
import { FrameRefresh } from "#components/shell/live.tsx";
import { PortalPalette } from "#components/shell/portal-palette.tsx";
import { pageCtx } from "#lib/registry/page.ts";
import { shellData } from "#lib/registry/shell.ts";

/** The frame of every signed-in page. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const data = await shellData(await pageCtx());
  return (
    <AppShell data={data} palette={<PortalPalette />}>
      {children}
      <FrameRefresh />
      <AlarmHost />
    </AppShell>
  );
}

import type { ReactNode } from "react";
import { Band } from "#components/shell/band.tsx";
import { EngineAlarm } from "#components/shell/engine-line.tsx";
import { PaletteHost } from "#components/shell/palette-host.tsx";
import { PhoneBar } from "#components/shell/phone-bar.tsx";
import { Rail } from "#components/shell/rail.tsx";
import type { ShellData } from "#components/shell/shell-data.ts";
import { Shortcuts } from "#components/shell/shortcuts.tsx";
import { TopLine } from "#components/shell/top-line.tsx";
import { UnsentBar } from "#components/shell/unsent-bar.tsx";
import { TimeProvider } from "#components/ui/time-context.tsx";
import { Toaster } from "#components/ui/toaster.tsx";

export type AppShellProps = {
  data: ShellData;
  children: ReactNode;
  /** A `<PaletteHost search={…}>` of your own; by default the palette knows places and actions only. */
  palette?: ReactNode;
};

/**
 * The frame of every signed-in page. Renders on the server; its islands are the rail's current place, the band's
 * clocks, the palette and the keys. Pages put their content straight into it: it is already `<main class="page">`.
 */
export function AppShell({ data, children, palette }: AppShellProps) {
  const { me, counts, band, onCall, unread, nowIso, engineAt, zone } = data;
  return (
    <TimeProvider nowIso={nowIso} zone={zone}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <div className="app">
        <Rail counts={counts} me={me} engineAt={engineAt} />
        <div className="main">
          <TopLine unread={unread} onCall={onCall} me={me.id} />
          <Band incidents={band} />
          <UnsentBar me={me.id} />
          <main className="page" id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
        <PhoneBar counts={counts} me={me} engineAt={engineAt} />
      </div>
      <EngineAlarm drawn={engineAt} />
      {palette ?? <PaletteHost />}
      <Shortcuts />
      <Toaster />
    </TimeProvider>
  );
}

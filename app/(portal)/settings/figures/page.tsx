import type { Metadata } from "next";
import { type PageQuery, readQuery } from "#components/auth/list-query.ts";
import { readView, SettingViews, settingsOf } from "#components/services/setting-views.tsx";
import { SettingsPanels } from "#components/services/settings-panels.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { isAdmin } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { listSettings } from "#lib/services/queries/settings.ts";

export const metadata: Metadata = { title: "Figures" };

/** Every figure on which the guides disagree, as it holds for the installation. */
export default async function FiguresPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const view = readView((await readQuery(searchParams)).show, "judging");
  const settings = await listSettings(ctx);
  const shown = settingsOf(view, settings, false);
  return (
    <>
      <PageHead
        title="Figures"
        say="Where the guides disagree, you decide. A service starts from its profile and may have figures of its own."
      >
        <SettingViews path="/settings/figures" view={view} settings={settings} ofService={false} />
      </PageHead>
      <div className="stack">
        {shown.length === 0 ? (
          <Panel label="Figures">
            <EmptyState title="Nothing was changed yet">
              Every figure is the default, or its profile's.
            </EmptyState>
          </Panel>
        ) : (
          <SettingsPanels settings={shown} serviceId={null} may={isAdmin(ctx.actor)} />
        )}
      </div>
      <LiveRefresh kinds={["setting"]} />
    </>
  );
}

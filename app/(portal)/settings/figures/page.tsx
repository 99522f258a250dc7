import type { Metadata } from "next";
import { type PageQuery, readQuery } from "#components/auth/list-query.ts";
import { SettingsPanels } from "#components/services/settings-panels.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { isAdmin } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { listSettings } from "#lib/services/queries/settings.ts";

export const metadata: Metadata = { title: "Figures" };

/** Every figure on which the guides disagree, as it holds for the installation. */
export default async function FiguresPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const { show } = await readQuery(searchParams);
  const settings = await listSettings(ctx);
  const changed = settings.filter((one) => one.version > 0 || one.services.length > 0).length;
  const changedOnly = show === "changed";
  return (
    <>
      <PageHead
        title="Figures"
        say="Where the guides disagree, you decide. A service starts from its profile and may have values of its own."
      >
        <SegmentedLinks
          label="Shown"
          items={[
            { href: "/settings/figures", label: `All ${settings.length}`, current: !changedOnly },
            { href: "/settings/figures?show=changed", label: `Changed ${changed}`, current: changedOnly },
          ]}
        />
      </PageHead>
      <div className="stack">
        {changedOnly && changed === 0 ? (
          <Panel label="Figures">
            <EmptyState title="Nothing was changed yet">
              Every figure is the default, or its profile's.
            </EmptyState>
          </Panel>
        ) : (
          <SettingsPanels
            settings={settings}
            serviceId={null}
            may={isAdmin(ctx.actor)}
            changedOnly={changedOnly}
          />
        )}
      </div>
      <LiveRefresh kinds={["setting"]} />
    </>
  );
}

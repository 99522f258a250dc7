import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { KpiDefinitionPanel, KpiValues, ServiceTargets } from "#components/kpis/kpi-page.tsx";
import { RecordValue } from "#components/kpis/record-value.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { getKpi, listSamples, serviceChoices } from "#lib/kpis/queries.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

type Props = {
  params: Promise<{ key: string }>;
  searchParams: Promise<{ cursor?: string }>;
};

const orMissing = (error: unknown) =>
  isAppError(error) && (error.code === "not_found" || error.code === "bad_cursor")
    ? notFound()
    : Promise.reject(error);

const find = cache(async (key: string) => {
  const ctx = await pageCtx();
  return /^[a-z0-9-]{1,80}$/.test(key) ? getKpi(ctx, key).catch(orMissing) : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find((await params).key)).name };
}

/** One KPI: what it means, by what it is judged, and its values. */
export default async function KpiPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { key } = await params;
  const { cursor } = await searchParams;
  const kpi = await find(key);
  const computed = kpi.source === "computed";
  const [services, page] = await Promise.all([
    serviceChoices(ctx),
    computed ? null : listSamples(ctx, key, { limit: 30, cursor }).catch(orMissing),
  ]);
  const record = kpi.abilities.addSample === true;
  return (
    <>
      <PageHead
        title={kpi.name}
        crumbs={[{ label: "KPIs", href: "/kpis" }, { label: kpi.name }]}
        say={kpi.archivedAt ? "Archived: it takes no more values." : undefined}
      >
        <LinkButton href={`/kpis?kpi=${kpi.key}`}>Trend and evidence</LinkButton>
        {record ? <RecordValue kpis={[kpi]} services={services.recordable} primary /> : null}
      </PageHead>
      <div className="cols">
        {page ? (
          <KpiValues kpi={kpi} samples={page.items} next={page.nextCursor} />
        ) : (
          <ServiceTargets kpi={kpi} settable={services.settable} />
        )}
        <div className="stack max-lg:order-first">
          <KpiDefinitionPanel kpi={kpi} />
          {page ? <ServiceTargets kpi={kpi} settable={services.settable} /> : null}
        </div>
      </div>
      <LiveRefresh kinds={["kpi"]} subjectId={key} />
    </>
  );
}

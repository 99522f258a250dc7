import { EditKpi } from "#components/kpis/edit-kpi.tsx";
import { RemoveServiceTarget, SetServiceTarget } from "#components/kpis/service-target.tsx";
import { ValueActions } from "#components/kpis/value-actions.tsx";
import { DataList } from "#components/patterns/data-list.tsx";
import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { COMPARATOR_WORDS, seriesName, spokenUnit } from "#lib/kpis/model/words.ts";
import type { KpiDto } from "#lib/kpis/schema/definitions.ts";
import type { SampleDto } from "#lib/kpis/schema/samples.ts";
import { formatMeasure, plural } from "#lib/platform/format.ts";

type Target = Pick<KpiDto, "target" | "targetMax" | "comparator">;

/** "below 500 ms": a target in words. */
function targetWords(target: Target, unit: string): string {
  if (target.target === null || target.comparator === null) return "no target, tracked only";
  const figure = formatMeasure(target.target, spokenUnit(unit));
  const words = `${COMPARATOR_WORDS[target.comparator] ?? ""} ${figure}`;
  return target.comparator === "between"
    ? `${words} and ${formatMeasure(target.targetMax, spokenUnit(unit))}`
    : words;
}

const SOURCES: Record<string, string> = {
  computed: "Computed from what happened in the portal",
  readings: "Readings of checklists, by hand, by API",
  manual: "By hand, by API, from items that name it",
  api: "Pushed by API",
};

/** What the KPI is and by what it is judged. */
export function KpiDefinitionPanel({ kpi }: { kpi: KpiDto }) {
  const items = [
    { term: "Target", value: targetWords(kpi, kpi.unit) },
    { term: "Window", value: plural(kpi.windowDays, "day") },
    { term: "Unit", value: spokenUnit(kpi.unit) || "count" },
    { term: "Value", value: seriesName(kpi.aggregation, "") },
    { term: "Source", value: SOURCES[kpi.source] ?? kpi.source, hint: kpi.sourceText || undefined },
    ...(kpi.formula ? [{ term: "Formula", value: kpi.formula }] : []),
    { term: "Key", value: <span className="mono">{kpi.key}</span> },
  ];
  return (
    <PropertyPanel
      title="Definition"
      items={items}
      {...(kpi.abilities.edit === true ? { end: <EditKpi kpi={kpi} /> } : {})}
    />
  );
}

/** Targets that single services have set for themselves. */
export function ServiceTargets(props: { kpi: KpiDto; settable: Array<{ id: string; name: string }> }) {
  const { kpi, settable } = props;
  const may = new Set(settable.map((service) => service.id));
  const free = settable.filter((service) => !kpi.targets.some((one) => one.service.id === service.id));
  return (
    <Panel
      title="Services with a target of their own"
      tight
      end={free.length > 0 ? <SetServiceTarget kpi={kpi} services={free} /> : null}
    >
      {kpi.targets.length === 0 ? (
        <p className="px-3.5 pb-3 t2">
          None. Each service is judged by the preset of its profile, else by the target beside.
        </p>
      ) : (
        <ul>
          {kpi.targets.map((one) => (
            <ListRow key={one.service.id} two columns="minmax(0,1fr) auto">
              <RowTitle title={one.service.name} sub={targetWords(one, kpi.unit)} />
              {may.has(one.service.id) ? (
                <span className="row">
                  <SetServiceTarget
                    kpi={kpi}
                    services={[]}
                    service={one.service}
                    value={one}
                    version={one.version}
                  />
                  <RemoveServiceTarget kpiKey={kpi.key} service={one.service} />
                </span>
              ) : null}
            </ListRow>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const FROM: Record<string, string> = { person: "By hand", reading: "Checklist", api: "API" };
const STATES: Record<string, string> = { replaced: "Replaced", void: "Taken back" };

/** The values themselves, newest first; nothing is ever overwritten. */
export function KpiValues(props: {
  kpi: KpiDto;
  samples: SampleDto[];
  next: string | null;
  head?: React.ReactNode;
}) {
  const { kpi, samples, next, head } = props;
  const unit = spokenUnit(kpi.unit);
  return (
    <Panel title="Values" end={head} id="values">
      <DataList
        caption={`Values of ${kpi.name}, newest first`}
        rows={samples}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="No values yet">
            Record the first one, or let a checklist item name this KPI.
          </EmptyState>
        }
        more={
          next
            ? { shown: samples.length, href: `/kpis/${kpi.key}?cursor=${encodeURIComponent(next)}#values` }
            : undefined
        }
        columns={[
          {
            key: "at",
            head: "Time",
            cell: (row) => <RelativeTime iso={row.at} show="moment" className="num" />,
          },
          {
            key: "value",
            head: "Value",
            right: true,
            cell: (row) => (
              <span className={row.state === "counts" ? "num m" : "num t3 line-through"}>
                {formatMeasure(row.value, unit)}
              </span>
            ),
          },
          {
            key: "from",
            head: "From",
            cell: (row) =>
              row.state === "counts" ? (
                [FROM[row.source] ?? row.source, row.by?.name].filter(Boolean).join(", ")
              ) : (
                <Badge tone="line">{STATES[row.state] ?? row.state}</Badge>
              ),
          },
          {
            key: "service",
            head: "Service",
            cell: (row) => row.service?.name ?? "",
            className: "max-lg:hidden",
          },
          {
            key: "note",
            head: "Note",
            shrinks: true,
            cell: (row) => <span className="t2">{row.note || row.part}</span>,
            className: "max-sm:col-span-2",
          },
          {
            key: "act",
            head: "Actions",
            hideHead: true,
            right: true,
            cell: (row) =>
              row.abilities.correct === true ? <ValueActions sample={row} unit={kpi.unit} /> : null,
            className: "noprint",
          },
        ]}
      />
    </Panel>
  );
}

import ShieldCheck from "lucide-react/icons/shield-check";
import { DataList } from "#components/patterns/data-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { RefusalsDto } from "#lib/audit/schema.ts";

/** Refusals per person and resource. */
export function RefusalsTable({ rows }: { rows: RefusalsDto[] }) {
  return (
    <DataList
      caption="Refusals of the last 24 hours"
      rows={rows}
      rowKey={(row) => `${row.person?.id} ${row.resource}`}
      empty={
        <EmptyState icon={<ShieldCheck />} title="Nobody was refused">
          Nobody asked for what they may not do in the last 24 hours.
        </EmptyState>
      }
      columns={[
        {
          key: "who",
          head: "Who",
          cell: (row) =>
            row.person ? (
              <Anchor className="m" href={`/settings/people/${row.person.id}`}>
                {row.person.name}
              </Anchor>
            ) : (
              "Nobody here"
            ),
        },
        {
          key: "resource",
          head: "Resource",
          shrinks: true,
          className: "max-sm:col-span-full",
          cell: (row) => <span className="mono xs t2">{row.resource}</span>,
        },
        {
          key: "count",
          head: "Refusals",
          right: true,
          cell: (row) => <span className="num">{row.refusals}</span>,
        },
        {
          key: "last",
          head: "Last",
          right: true,
          cell: (row) => (
            <span className="t2">
              <RelativeTime iso={row.lastAt} />
            </span>
          ),
        },
      ]}
    />
  );
}

import Lock from "lucide-react/icons/lock";
import ShieldCheck from "lucide-react/icons/shield-check";
import { DataList } from "#components/patterns/data-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { FailedSignInsDto } from "#lib/audit/schema.ts";

/** Failed sign-ins per person or unknown address; `notable` marks from how many on. */
export function SignInsTable({ rows, notable }: { rows: FailedSignInsDto[]; notable: number }) {
  return (
    <DataList
      caption="Failed sign-ins of the last 24 hours"
      rows={rows}
      rowKey={(row) => row.person?.id ?? row.email ?? "unknown"}
      empty={
        <EmptyState icon={<ShieldCheck />} title="No failed sign-in">
          Nobody gave a wrong password in the last 24 hours.
        </EmptyState>
      }
      columns={[
        {
          key: "who",
          head: "Who",
          shrinks: true,
          cell: (row) => (
            <span className="!grid py-1.5 leading-tight max-sm:py-0">
              {row.person ? (
                <Anchor className="m trunc" href={`/settings/people/${row.person.id}`}>
                  {row.person.name}
                </Anchor>
              ) : (
                <span className="m t2">Nobody here</span>
              )}
              <span className="xs t3 trunc">{row.email ?? "address not kept"}</span>
            </span>
          ),
        },
        {
          key: "failures",
          head: "Failures",
          cell: (row) =>
            row.failures >= notable ? (
              <StateWord state="warn">
                <span className="num">{row.failures}</span>
              </StateWord>
            ) : (
              <span className="num">{row.failures}</span>
            ),
        },
        {
          key: "from",
          head: "From",
          className: "max-sm:hidden",
          cell: (row) => <span className="mono xs t2">{row.addresses.join(", ") || "–"}</span>,
        },
        {
          key: "last",
          head: "Last try",
          cell: (row) => (
            <span className="t2">
              <RelativeTime iso={row.lastAt} />
            </span>
          ),
        },
        {
          key: "state",
          head: "State",
          hideHead: true,
          right: true,
          cell: (row) =>
            row.lockedUntil ? (
              <Badge tone="warn" icon={<Lock className="s" />}>
                Locked
              </Badge>
            ) : null,
        },
      ]}
    />
  );
}

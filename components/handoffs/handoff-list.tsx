import { DataList } from "#components/patterns/data-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { HandoffDto } from "#lib/handoffs/schema.ts";
import { scheduleWords, stateWords } from "./words.ts";

/** Handoffs, the newest change first: who to whom, when, and whether both signed. */
export function HandoffList({ items, more }: { items: HandoffDto[]; more: string | null }) {
  return (
    <DataList
      caption="Handoffs"
      rows={items}
      rowKey={(row) => row.id}
      phoneColumns="minmax(0,1fr) auto"
      columns={[
        {
          key: "who",
          head: "Handoff",
          shrinks: true,
          cell: (row) => (
            <Anchor href={`/on-call/handoffs/${row.id}`}>
              <span className="grid min-w-0 py-1.5">
                <span className="m trunc">
                  {row.from ? `${row.from.name} to ${row.to.name}` : `${row.to.name}, from nobody`}
                </span>
                <span className="xs t3 trunc">{scheduleWords(row)}</span>
              </span>
            </Anchor>
          ),
        },
        {
          key: "at",
          head: "Shift changed",
          className: "max-sm:col-start-1",
          cell: (row) => <RelativeTime iso={row.at} show="moment" />,
        },
        {
          key: "signed",
          head: "Signed",
          className: "max-sm:hidden",
          cell: (row) =>
            row.submittedAt ? (
              <RelativeTime iso={row.submittedAt} show="moment" />
            ) : (
              <span className="t3">not signed</span>
            ),
        },
        {
          key: "accepted",
          head: "Accepted",
          className: "max-sm:hidden",
          cell: (row) =>
            row.acceptedAt ? (
              <RelativeTime iso={row.acceptedAt} show="moment" />
            ) : (
              <span className="t3">not yet</span>
            ),
        },
        {
          key: "state",
          head: "State",
          className: "max-sm:col-start-2 max-sm:row-start-1",
          cell: (row) => {
            const { word, tone } = stateWords(row);
            return <Badge tone={tone}>{word}</Badge>;
          },
        },
      ]}
      empty={
        <EmptyState title="No handoff yet">
          One is drafted an hour before a shift ends, for both people to sign.
        </EmptyState>
      }
      more={more ? { href: more, shown: items.length } : undefined}
    />
  );
}

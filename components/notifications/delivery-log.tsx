import MailCheck from "lucide-react/icons/mail-check";
import { DataList } from "#components/patterns/data-list.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { DeliveryDto } from "#lib/notifications/schema.ts";
import type { Page } from "#lib/platform/pagination.ts";

type Props = { page: Page<DeliveryDto>; failed: boolean; everybody: boolean };

/** The log of deliveries, newest first. */
export function DeliveryLog({ page, failed, everybody }: Props) {
  const more = new URLSearchParams({
    ...(failed ? { failed: "true" } : {}),
    ...(page.nextCursor ? { cursor: page.nextCursor } : {}),
  });
  return (
    <>
      <div className="row wrap mb-3">
        <SegmentedLinks
          label="Which tries"
          items={[
            { href: "/settings/deliveries", label: "All", current: !failed },
            { href: "/settings/deliveries?failed=true", label: "Failed", current: failed },
          ]}
        />
      </div>
      <Panel label="Deliveries">
        <DataList
          caption="Tries at bringing a message over, newest first"
          rows={page.items}
          rowKey={(row) => row.id}
          phoneColumns="minmax(0,1fr) auto"
          columns={[
            {
              key: "outcome",
              head: "Outcome",
              cell: (row) => (
                <StateWord state={row.outcome === "sent" ? "ok" : "crit"}>
                  {row.outcome === "sent" ? "Delivered" : "Failed"}
                </StateWord>
              ),
            },
            {
              key: "to",
              head: everybody ? "To" : "By",
              className: "max-sm:col-start-1",
              cell: (row) => (
                <span>
                  {everybody ? `${row.person?.name ?? row.teamChannel?.name ?? "An account"} · ` : ""}
                  <span className="t2">{row.channel}</span>
                </span>
              ),
            },
            {
              key: "answer",
              head: "What was answered",
              shrinks: true,
              className: "max-sm:col-start-1 max-sm:col-span-2",
              cell: (row) => (
                <span className="mono xs wrap-anywhere whitespace-normal" title={row.answer}>
                  {row.answer || "–"}
                </span>
              ),
            },
            {
              key: "attempt",
              head: "Try",
              right: true,
              className: "max-sm:hidden",
              cell: (row) => <span className="num t2">{row.attempt}</span>,
            },
            {
              key: "took",
              head: "Took",
              right: true,
              className: "max-sm:hidden",
              cell: (row) => <span className="num t2">{row.tookMs === null ? "–" : `${row.tookMs} ms`}</span>,
            },
            {
              key: "at",
              head: "When",
              right: true,
              className: "max-sm:col-start-2 max-sm:row-start-1",
              cell: (row) => <RelativeTime iso={row.at} />,
            },
          ]}
          empty={
            <EmptyState icon={<MailCheck />} title={failed ? "Nothing has failed" : "Nothing was sent yet"}>
              Each try stands here with the receiver's own answer.
            </EmptyState>
          }
          more={{
            shown: page.items.length,
            ...(page.nextCursor ? { href: `/settings/deliveries?${more}` } : {}),
          }}
        />
      </Panel>
    </>
  );
}

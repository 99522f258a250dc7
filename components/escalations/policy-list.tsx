import ArrowUpRight from "lucide-react/icons/arrow-up-right";
import { STATE } from "#components/escalations/policy-words.ts";
import { DataList } from "#components/patterns/data-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { PolicyDto } from "#lib/escalations/schema.ts";
import type { Page } from "#lib/platform/pagination.ts";

export type PolicyListProps = { page: Page<PolicyDto>; next: string | undefined; mayCreate: boolean };

/** Escalation policies: what they judge, and which of them lack people. */
export function PolicyList({ page, next, mayCreate }: PolicyListProps) {
  return (
    <Panel label="Escalation policies">
      <DataList
        caption="Escalation policies, newest first"
        rows={page.items}
        rowKey={(row) => row.id}
        phoneColumns="minmax(0, 1fr) auto"
        more={next ? { shown: page.items.length, href: next } : undefined}
        empty={
          <EmptyState
            icon={<ArrowUpRight />}
            title="No escalation policy yet"
            actions={
              mayCreate ? (
                <LinkButton href="/settings/escalations/new">Write the first</LinkButton>
              ) : undefined
            }
          >
            Until one is in force, a P0 or P1 rings whoever holds the pager at once, the team lead after 15
            minutes and the administrators after 30.
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            head: "Policy",
            shrinks: true,
            cell: (row) => (
              <>
                <Anchor className="m trunc" href={`/settings/escalations/${row.id}`}>
                  {row.name}
                </Anchor>
                <span className="block xs t3 trunc">
                  {row.lacks[0] && row.state !== "archived" ? row.lacks[0].words : judges(row)}
                </span>
              </>
            ),
          },
          {
            key: "team",
            head: "Team",
            cell: (row) => <span className="t2">{row.team.name}</span>,
            className: "desk",
          },
          {
            key: "levels",
            head: "Levels",
            right: true,
            cell: (row) => <span className="num">{row.levels.length}</span>,
            className: "desk",
          },
          {
            key: "state",
            head: "State",
            cell: (row) => <Badge tone={STATE[row.state].tone}>{STATE[row.state].word}</Badge>,
          },
        ]}
      />
    </Panel>
  );
}

const judges = (row: PolicyDto) => `${row.severities.join(", ")} of ${row.service?.name ?? "every service"}`;

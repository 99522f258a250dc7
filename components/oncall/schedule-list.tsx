import PhoneCall from "lucide-react/icons/phone-call";
import { layerWords, NOBODY } from "#components/oncall/words.ts";
import { DataList } from "#components/patterns/data-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";
import type { Page } from "#lib/platform/pagination.ts";

export type ScheduleListProps = {
  page: Page<ScheduleDto>;
  next: string | undefined;
  mayCreate: boolean;
  archived: boolean;
};

/** Every schedule one may see: who has it now, and by what it turns. */
export function ScheduleList({ page, next, mayCreate, archived }: ScheduleListProps) {
  return (
    <Panel label="Schedules">
      <DataList
        caption="Schedules, newest first"
        rows={page.items}
        rowKey={(row) => row.id}
        phoneColumns="minmax(0, 1fr) auto"
        more={next ? { shown: page.items.length, href: next } : undefined}
        empty={
          <EmptyState
            icon={<PhoneCall />}
            title={archived ? "No archived schedule" : "No schedule yet"}
            actions={
              mayCreate && !archived ? (
                <LinkButton href="/on-call/schedules/new">New schedule</LinkButton>
              ) : undefined
            }
          >
            {archived
              ? "What is archived can be restored from here."
              : "Until there is one, a page rings the team's lead, then its deputy, then the administrators."}
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            head: "Schedule",
            shrinks: true,
            className: "py-1.5",
            cell: (row) => (
              <>
                <Anchor className="m trunc" href={`/on-call/schedules/${row.id}`}>
                  {row.team.name}, {row.name}
                </Anchor>
                <span className="block xs t3 trunc">{turns(row)}</span>
              </>
            ),
          },
          {
            key: "now",
            head: "On call now",
            cell: (row) =>
              row.archivedAt ? (
                <Badge>Archived</Badge>
              ) : (
                <span className={row.onCall.scheduled ? undefined : "crit"}>
                  {row.onCall.scheduled ? (row.onCall.holder?.user.name ?? NOBODY) : NOBODY}
                </span>
              ),
          },
          {
            key: "zone",
            head: "Zone",
            cell: (row) => <span className="t2">{row.zone.replaceAll("_", " ")}</span>,
            className: "desk",
          },
        ]}
      />
    </Panel>
  );
}

function turns({ rules, zone }: ScheduleDto): string {
  const [first, ...others] = rules?.layers ?? [];
  if (!first) return "No layer yet";
  return `${layerWords(first, zone)}${others.length > 0 ? `; ${others.length} more` : ""}`;
}

import { DoneButton } from "#components/actions/action-buttons.tsx";
import { Due } from "#components/actions/due.tsx";
import { PRIORITY_WORDS, SOURCE_WORDS, STATE_WORDS } from "#components/actions/words.ts";
import { DataList } from "#components/patterns/data-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Avatar, Badge } from "#components/ui/marks.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { ActionDto } from "#lib/actions/schema.ts";
import type { Page } from "#lib/platform/pagination.ts";

type Props = {
  page: Page<ActionDto>;
  me: string | null;
  current: string | undefined;
  /** The page's address with some of it changed. */
  href: (change: Record<string, string | undefined>) => string;
  filtered: boolean;
};

function Owner({ action, me }: { action: ActionDto; me: string | null }) {
  return (
    <span className="row">
      <Avatar name={action.owner?.name ?? null} me={action.owner?.id === me} size="sm" />
      <span className="trunc">{action.owner?.name ?? "Nobody"}</span>
    </span>
  );
}

/** Follow-ups in the order they are due. */
export function ActionList({ page, me, current, href, filtered }: Props) {
  return (
    <DataList
      caption="Actions"
      rows={page.items}
      rowKey={(row) => row.id}
      current={(row) => row.id === current}
      phoneColumns="minmax(0, 1fr) auto"
      empty={
        <EmptyState title={filtered ? "Nothing matches these filters" : "Nothing to follow up"}>
          {filtered
            ? "Take a filter away to see more."
            : "Actions come from postmortems, from checklist items that need a follow-up, and by hand."}
        </EmptyState>
      }
      more={
        page.nextCursor ? { shown: page.items.length, href: href({ cursor: page.nextCursor }) } : undefined
      }
      columns={[
        {
          key: "title",
          head: "Action",
          shrinks: true,
          className: "max-sm:col-span-2",
          cell: (row) => (
            <Anchor className="m" href={href({ action: row.id })} scroll={false} title={row.title}>
              {row.title}
            </Anchor>
          ),
        },
        {
          key: "source",
          head: "From",
          className: current ? "hidden" : "max-lg:hidden",
          cell: (row) =>
            row.source.url ? (
              <Anchor className="link block max-w-52 trunc" href={row.source.url} title={row.source.label}>
                {row.source.label || SOURCE_WORDS[row.source.kind]}
              </Anchor>
            ) : (
              <span className="t3">{SOURCE_WORDS[row.source.kind] ?? ""}</span>
            ),
        },
        { key: "owner", head: "Owner", cell: (row) => <Owner action={row} me={me} /> },
        {
          key: "due",
          head: "Due",
          cell: (row) =>
            row.state === "open" ? <Due action={row} /> : <span>{STATE_WORDS[row.state]}</span>,
        },
        {
          key: "priority",
          head: "Priority",
          className: "max-sm:hidden",
          cell: (row) =>
            row.priority === "high" ? (
              <Badge tone="warn">High</Badge>
            ) : (
              <span className="t2">{PRIORITY_WORDS[row.priority]}</span>
            ),
        },
        {
          key: "act",
          head: "Mark done",
          hideHead: true,
          right: true,
          className: "max-sm:col-span-2",
          cell: (row) => <DoneButton action={row} small />,
        },
      ]}
    />
  );
}

"use client";

import BellRing from "lucide-react/icons/bell-ring";
import CheckCheck from "lucide-react/icons/check-check";
import Inbox from "lucide-react/icons/inbox";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { useLive } from "#components/shell/live.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Button } from "#components/ui/button.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import type { NotificationDto } from "#lib/notifications/schema.ts";
import type { Page } from "#lib/platform/pagination.ts";
import { HowItReachedYou } from "./message-log.tsx";

export interface InboxListProps {
  first: Page<NotificationDto>;
  unread: number;
  /** Only what is not read yet. */
  onlyUnread: boolean;
}

type Marking = { ids: string[] } | { all: true };

/** My messages, newest first; opening one marks it read. */
export function InboxList({ first, unread, onlyUnread }: InboxListProps) {
  const [older, setOlder] = useState<Page<NotificationDto>[]>([]);
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  const pages = [first, ...older];
  const rows = [...new Map(pages.flatMap((page) => page.items).map((row) => [row.id, row])).values()];
  const cursor = pages.at(-1)?.nextCursor ?? null;
  // The frame fetches the first page again by itself; older ones begin anew.
  useLive(["notification"], () => setOlder([]));

  async function more() {
    setBusy(true);
    try {
      const query = new URLSearchParams({ cursor: cursor ?? "", ...(onlyUnread ? { unread: "true" } : {}) });
      setOlder([...older, await callApi<Page<NotificationDto>>("GET", `/notifications?${query}`)]);
    } catch (error) {
      toast({ title: "Not loaded", detail: sentence(error), tone: "crit" });
    }
    setBusy(false);
  }
  async function mark(which: Marking) {
    try {
      await callApi("POST", "/notifications/read", which);
      router.refresh();
    } catch (error) {
      toast({ title: "Not marked", detail: sentence(error), tone: "crit" });
    }
  }

  return (
    <>
      <InboxHead unread={unread} onlyUnread={onlyUnread} onAll={() => void mark({ all: true })} />
      <Panel label="My messages">
        {rows.length > 0 ? (
          <ul>
            {rows.map((row) => (
              <Message key={row.id} message={row} onRead={() => void mark({ ids: [row.id] })} />
            ))}
          </ul>
        ) : (
          <EmptyState icon={<Inbox />} title={onlyUnread ? "Everything is read" : "No message yet"}>
            When somebody calls you, gives you a role or hands you something, it stands here at once.
          </EmptyState>
        )}
        <LoadMore shown={rows.length} onMore={cursor ? () => void more() : undefined} busy={busy} />
      </Panel>
    </>
  );
}

function InboxHead(props: { unread: number; onlyUnread: boolean; onAll: () => void }) {
  const { unread, onlyUnread, onAll } = props;
  return (
    <div className="row wrap mb-3">
      <SegmentedLinks
        label="Which messages"
        items={[
          { href: "/notifications", label: "All", current: !onlyUnread },
          { href: "/notifications?unread=true", label: `Unread ${unread}`, current: onlyUnread },
        ]}
      />
      {unread > 0 ? (
        <Button className="end" variant="soft" icon={<CheckCheck />} onClick={onAll}>
          Mark all read
        </Button>
      ) : null}
    </div>
  );
}

const sentence = (error: unknown) =>
  error instanceof ApiProblem ? error.message : "The server did not answer.";

function Message({ message, onRead }: { message: NotificationDto; onRead: () => void }) {
  const fresh = message.readAt === null;
  return (
    <ListRow
      columns="8px minmax(0, 1fr) auto auto"
      phoneColumns="8px minmax(0, 1fr) auto"
      className="min-h-12 py-2"
    >
      <span className={fresh ? "size-2 rounded-full bg-accent" : "size-2"}>
        {fresh ? <span className="vh">Unread</span> : null}
      </span>
      <div className="grid min-w-0 gap-1">
        <Anchor className="min-w-0 grid" href={message.url} onClick={() => (fresh ? onRead() : undefined)}>
          <span className={fresh ? "b wrap-anywhere" : "wrap-anywhere"}>{message.title}</span>
          {message.body ? <span className="sub wrap-anywhere line-clamp-2">{message.body}</span> : null}
          {fresh && message.urgency === "critical" ? (
            <span className="mt-1">
              <Badge tone="crit" icon={<BellRing />}>
                Calls you
              </Badge>
            </span>
          ) : null}
        </Anchor>
        <HowItReachedYou id={message.id} />
      </div>
      <span className="xs t2 nw max-sm:col-start-2 max-sm:row-start-2">
        <RelativeTime iso={message.at} />
      </span>
      {fresh ? (
        <Button
          size="sm"
          variant="quiet"
          className="max-sm:col-start-3 max-sm:row-start-1 max-sm:row-span-2"
          aria-label={`Mark read: ${message.title}`}
          onClick={onRead}
        >
          Mark read
        </Button>
      ) : (
        <span className="max-sm:hidden" />
      )}
    </ListRow>
  );
}

import type { Metadata } from "next";
import { InboxList } from "#components/notifications/inbox.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { countUnread, listNotifications } from "#lib/notifications/queries.ts";
import { plural } from "#lib/platform/format.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Notifications" };

const ROWS = 40;

/** My inbox. */
export default async function NotificationsPage(props: { searchParams: Promise<{ unread?: string }> }) {
  const ctx = await pageCtx();
  const onlyUnread = (await props.searchParams).unread === "true";
  const [first, unread] = await Promise.all([
    listNotifications(ctx, { limit: ROWS, unread: onlyUnread }),
    countUnread(ctx),
  ]);
  const say = unread === 0 ? "Everything is read." : `${plural(unread, "message")} not read yet.`;
  return (
    <>
      <PageHead title="Notifications" say={say} />
      <InboxList key={String(onlyUnread)} first={first} unread={unread} onlyUnread={onlyUnread} />
    </>
  );
}

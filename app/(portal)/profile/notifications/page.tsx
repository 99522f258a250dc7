import type { Metadata } from "next";
import { ReachPage } from "#components/notifications/reach-page.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { getMyReach } from "#lib/notifications/queries/contacts.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "How you are reached" };

/** My contacts, my rules, my quiet hours, and the alarm of this tab. */
export default async function MyNotificationsPage() {
  const ctx = await pageCtx();
  const reach = await getMyReach(ctx);
  const crumbs = [{ label: "Profile", href: "/profile" }, { label: "How you are reached" }];
  return (
    <>
      <PageHead title="How you are reached" crumbs={crumbs} say="When you are paged, this is what happens." />
      <ReachPage reach={reach} />
    </>
  );
}

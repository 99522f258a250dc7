import type { Metadata } from "next";
import { AuthFrame } from "#components/auth/frame.tsx";
import { LeaveCard } from "#components/services/leave-card.tsx";
import { visitorCtx } from "#lib/registry/page.ts";
import { subscriptionByLink } from "#lib/services/queries/stakeholders.ts";

export const metadata: Metadata = { title: "Stop updates", referrer: "no-referrer" };

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Behind the leave link of a mail: what it is for, and one button. Opening it changes nothing. */
export default async function LeavePage({ searchParams }: { searchParams: Query }) {
  const { leave } = await searchParams;
  const whole = typeof leave === "string" && leave.length <= 200 ? leave : "";
  const found = whole ? await subscriptionByLink(await visitorCtx(), whole) : null;
  if (found) return <LeaveCard leave={whole} service={found.service} left={found.left} />;
  return (
    <AuthFrame title="This link is not known" say="Use the one in the newest mail, or ask the team to stop.">
      <p className="t2">Nothing was changed.</p>
    </AuthFrame>
  );
}

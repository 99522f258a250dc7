import type { Metadata } from "next";
import { AuthFrame } from "#components/auth/frame.tsx";
import { OutsideUpdates } from "#components/incidents/outside-updates.tsx";
import { outsidePage } from "#lib/incidents/queries/outside.ts";
import { visitorCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = {
  title: "Updates",
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Behind the secret link of an incident: how it stands and what stakeholders were told, and nothing else. */
export default async function UpdatesPage({ searchParams }: { searchParams: Query }) {
  const { page } = await searchParams;
  const whole = typeof page === "string" && page.length <= 200 ? page : "";
  const found = whole ? await outsidePage(await visitorCtx(), whole) : null;
  if (found) return <OutsideUpdates page={found} />;
  return (
    <AuthFrame
      title="Nothing is shown here"
      say="The link is not whole, or the team has taken it back. Ask them for the present one."
    >
      <p className="t2">Updates also come by mail to those the team has named.</p>
    </AuthFrame>
  );
}

import type { Metadata } from "next";
import { AuthFrame } from "#components/auth/frame.tsx";
import { AcknowledgeCard } from "#components/notifications/acknowledge-card.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { incidentByLink, type LinkedIncident } from "#lib/incidents/queries/by-link.ts";
import { visitorCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Acknowledge", referrer: "no-referrer" };

type Query = Promise<Record<string, string | string[] | undefined>>;

const SORRY: Record<Exclude<LinkedIncident["state"], "good" | "over">, { title: string; say: string }> = {
  used: { title: "This link was used", say: "It works once. The incident itself is in the portal." },
  expired: {
    title: "This link has run out",
    say: "It is good for a day. The incident itself is in the portal.",
  },
  unknown: { title: "This link is not whole", say: "Open it again from the message, or open the portal." },
};

/** Behind the link of a page: what it is about, and one button. Opening it changes nothing. */
export default async function AcknowledgePage({ searchParams }: { searchParams: Query }) {
  const { right } = await searchParams;
  const whole = typeof right === "string" && right.length <= 200 ? right : "";
  const found = await incidentByLink(await visitorCtx(), whole);
  if (found.state === "good" || found.state === "over")
    return <AcknowledgeCard right={whole} incident={found} />;
  const { title, say } = SORRY[found.state];
  return (
    <AuthFrame title={title} say={say}>
      <LinkButton href="/incidents" variant="primary" block>
        Open the portal
      </LinkButton>
    </AuthFrame>
  );
}

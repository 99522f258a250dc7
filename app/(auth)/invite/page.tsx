import type { Metadata } from "next";
import { AuthFrame } from "#components/auth/frame.tsx";
import { JoinForm } from "#components/auth/join-form.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { invitationOf } from "#lib/people/queries/invitations.ts";
import { visitorCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Join", referrer: "no-referrer" };

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Behind an invitation's link: name, password and zone make the account. */
export default async function InvitePage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  const invitation =
    typeof token === "string" && token ? await invitationOf(await visitorCtx(), token) : null;
  if (!invitation || typeof token !== "string")
    return (
      <AuthFrame
        title="This invitation is no longer good"
        say="It was used already, has run out or was taken back. Ask whoever invited you for a new one."
      >
        <LinkButton href="/sign-in" block>
          Go to sign-in
        </LinkButton>
      </AuthFrame>
    );
  const { invitedBy, team, email, name } = invitation;
  const say = `${invitedBy ?? "Somebody"} invites you${team ? ` into ${team}` : ""}.`;
  return (
    <AuthFrame title="Join Evenkeel" say={say}>
      <JoinForm token={token} email={email} name={name} />
    </AuthFrame>
  );
}

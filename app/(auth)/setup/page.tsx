import type { Metadata } from "next";
import { AuthFrame } from "#components/auth/frame.tsx";
import { SetupForm } from "#components/auth/setup-form.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { setUpAlready } from "#lib/auth/queries.ts";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Behind the one-time setup link of the first start: the first administrator and team. */
export default async function SetupPage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  if (await setUpAlready())
    return (
      <AuthFrame title="This portal is set up" say="Its administrators invite everybody else.">
        <LinkButton href="/sign-in" variant="primary" block>
          Sign in
        </LinkButton>
      </AuthFrame>
    );
  if (typeof token !== "string" || !token)
    return (
      <AuthFrame title="The setup link is missing">
        <p className="note">
          It was printed when the portal started, and ends in <span className="mono">/setup?token=…</span>.
          Starting again prints a new one.
        </p>
      </AuthFrame>
    );
  return (
    <AuthFrame wide title="Set up Evenkeel" say="You become its first administrator.">
      <SetupForm token={token} next="/settings/catalogue" />
    </AuthFrame>
  );
}

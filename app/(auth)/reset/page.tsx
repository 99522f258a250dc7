import type { Metadata } from "next";
import { AuthFrame } from "#components/auth/frame.tsx";
import { ResetForm } from "#components/auth/reset-form.tsx";
import { LinkButton } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Behind a reset link: a new password, once. */
export default async function ResetPage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  if (typeof token !== "string" || !token)
    return (
      <AuthFrame title="This link is not whole" say="Open it again from the mail, or ask for a new one.">
        <LinkButton href="/forgot" variant="primary" block>
          Ask for a new link
        </LinkButton>
      </AuthFrame>
    );
  return (
    <AuthFrame title="Choose a new password" say="It signs you out everywhere else.">
      <ResetForm token={token} />
    </AuthFrame>
  );
}

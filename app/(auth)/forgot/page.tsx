import type { Metadata } from "next";
import { ForgotForm } from "#components/auth/forgot-form.tsx";
import { AuthFrame } from "#components/auth/frame.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { mailConfigured } from "#lib/platform/mail.ts";

export const metadata: Metadata = { title: "Forgot password" };

/** A reset link by mail; where no mail is configured, who can help instead. */
export default function ForgotPage() {
  const back = (
    <Anchor className="link" href="/sign-in">
      Back to sign-in
    </Anchor>
  );
  if (!mailConfigured())
    return (
      <AuthFrame title="Forgot your password?" foot={back}>
        <p className="note">
          This portal sends no mail. An administrator can make you a link; the last administrator makes one on
          the machine with <code className="mono">npm run admin:reset</code>.
        </p>
      </AuthFrame>
    );
  return (
    <AuthFrame title="Forgot your password?" say="We send a link that sets a new one." foot={back}>
      <ForgotForm />
    </AuthFrame>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthFrame } from "#components/auth/frame.tsx";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { env } from "#lib/platform/env.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { visitorCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Sign in" };

type Query = Promise<Record<string, string | string[] | undefined>>;
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function providers() {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  return OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET ? [{ id: "oidc", name: OIDC_NAME }] : [];
}

/** Address and password, or a configured provider. Stays up while the database is away, so that it can be probed. */
export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const ctx = await visitorCtx().catch((error) => (isAppError(error) ? null : Promise.reject(error)));
  if (ctx && ctx.actor.kind !== "anonymous") redirect("/today");
  return (
    <AuthFrame
      title="Sign in"
      foot={
        <Anchor className="link" href="/forgot">
          Forgot your password?
        </Anchor>
      }
    >
      <SignInForm callbackUrl={one(query.callbackUrl)} error={one(query.error)} providers={providers()} />
    </AuthFrame>
  );
}

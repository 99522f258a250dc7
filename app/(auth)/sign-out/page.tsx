import type { Metadata } from "next";
import { SignOut } from "#components/auth/sign-out.tsx";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Sign out" };

/** Asks; a GET ends nothing, so that no link on another page can sign anybody out. */
export default async function SignOutPage() {
  const { actor } = await pageCtx();
  return <SignOut name={actor.name} userId={actor.userId ?? ""} />;
}

import type { ReactNode } from "react";
import { PasswordGate } from "#components/auth/password-gate.tsx";
import { SettingsNav } from "#components/people/settings-nav.tsx";
import { isAdmin } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";

/** The settings' own places, and the password dialog their changes may need. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageCtx();
  return (
    <>
      <SettingsNav admin={isAdmin(actor)} />
      {children}
      <PasswordGate />
    </>
  );
}

import type { Metadata } from "next";
import { SettingsHome } from "#components/people/settings-home.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { isAdmin } from "#lib/platform/context.ts";
import { env, publicUrl } from "#lib/platform/env.ts";
import { mailConfigured } from "#lib/platform/mail.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { settingsCounts } from "#lib/services/queries/counts.ts";

export const metadata: Metadata = { title: "Settings" };

/** What can be set up, with how it stands now. */
export default async function SettingsPage() {
  const ctx = await pageCtx();
  const { OIDC_ISSUER, OIDC_NAME } = env();
  return (
    <>
      <PageHead title="Settings" say="What is set up once, and who is here." />
      <SettingsHome
        admin={isAdmin(ctx.actor)}
        counts={await settingsCounts(ctx)}
        installation={{
          address: publicUrl(),
          https: publicUrl().startsWith("https:"),
          mail: mailConfigured(),
          provider: OIDC_ISSUER ? OIDC_NAME : null,
        }}
      />
    </>
  );
}

import type { Metadata } from "next";
import { PasswordGate } from "#components/auth/password-gate.tsx";
import { ProfilePage } from "#components/people/profile-page.tsx";
import { ROLE_WORDS } from "#components/people/words.ts";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { listSessions, listTokens } from "#lib/auth/queries.ts";
import { getMe } from "#lib/people/queries.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Profile" };

/** One's own account: data, password, browsers, tokens, preferences. */
export default async function Profile() {
  const ctx = await pageCtx();
  const [me, sessions, tokens] = await Promise.all([getMe(ctx), listSessions(ctx), listTokens(ctx, false)]);
  return (
    <>
      <PageHead title={me.name} say={`${ROLE_WORDS[me.role]}, signed in as ${me.email}.`} />
      <ProfilePage me={me} sessions={sessions} tokens={tokens} nowIso={ctx.now.toISOString()} />
      <LiveRefresh kinds={["user", "token"]} />
      <PasswordGate />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TokenList } from "#components/people/token-list.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { listTokens } from "#lib/auth/queries.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "API tokens" };

/** Everybody's API tokens; one's own are made on the profile page. */
export default async function TokensPage() {
  const ctx = await pageCtx();
  if (!isAdmin(ctx.actor)) notFound();
  const tokens = await listTokens(ctx, true);
  const live = tokens.filter((one) => !one.revokedAt).length;
  return (
    <>
      <PageHead title="API tokens" say="Each acts in its maker's name, within its scopes.">
        <LinkButton href="/profile#tokens">Make one of my own</LinkButton>
      </PageHead>
      <Panel title="Tokens of all" count={live}>
        <TokenList tokens={tokens} nowIso={ctx.now.toISOString()} owners />
      </Panel>
    </>
  );
}

import type { Metadata } from "next";
import { type PageQuery, pageUrl, readQuery } from "#components/auth/list-query.ts";
import { PolicyList } from "#components/escalations/policy-list.tsx";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { policyChoices } from "#lib/escalations/queries/choices.ts";
import { listPolicies } from "#lib/escalations/queries/policies.ts";
import { ListPolicies } from "#lib/escalations/schema.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Escalation policies" };

/** Who is called, after how long: the policies of the teams one may see. */
export default async function EscalationPoliciesPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const query = await readQuery(searchParams);
  const filter =
    ListPolicies.safeParse({ limit: "50", ...query }).data ?? ListPolicies.parse({ limit: "50" });
  const [page, choices] = await Promise.all([listPolicies(ctx, filter), policyChoices(ctx)]);
  const mayCreate = choices.homes.length > 0;
  const here = "/settings/escalations";
  return (
    <>
      <PageHead
        title="Escalation policies"
        say="Who is called about an incident, and after how long the next."
      >
        {mayCreate ? (
          <LinkButton variant="primary" href={`${here}/new`}>
            New policy
          </LinkButton>
        ) : null}
      </PageHead>
      <FilterBar
        action={here}
        label="Escalation policies"
        selects={[
          {
            name: "teamId",
            label: "Team",
            any: "Any team",
            value: query.teamId ?? "",
            options: choices.teams.map((team) => ({ value: team.id, label: team.name })),
          },
        ]}
        toggles={[{ name: "archived", label: "Archived", value: "true", checked: query.archived === "true" }]}
      />
      <PolicyList
        page={page}
        next={page.nextCursor ? pageUrl(here, query, { cursor: page.nextCursor }) : undefined}
        mayCreate={mayCreate}
      />
      <LiveRefresh kinds={["escalation-policy", "team"]} />
    </>
  );
}

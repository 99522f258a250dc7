import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PolicyForm } from "#components/escalations/policy-form.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { policyChoices } from "#lib/escalations/queries/choices.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "New escalation policy" };

/** A new policy of a team one leads. */
export default async function NewPolicyPage() {
  const choices = await policyChoices(await pageCtx());
  if (choices.homes.length === 0) notFound();
  return (
    <>
      <PageHead
        title="New escalation policy"
        crumbs={[{ label: "Escalation policies", href: "/settings/escalations" }, { label: "New" }]}
      />
      <PolicyForm choices={choices} policy={null} />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PolicyForm } from "#components/escalations/policy-form.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { policyChoices } from "#lib/escalations/queries/choices.ts";
import { getPolicy } from "#lib/escalations/queries/policies.ts";
import { PolicyParams } from "#lib/escalations/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Edit escalation policy" };

/** Changes a policy from the next escalation on. */
export default async function EditPolicyPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const known = PolicyParams.safeParse(await params);
  if (!known.success) notFound();
  const policy = await getPolicy(ctx, known.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
  if (!policy.abilities.edit || policy.state === "archived") notFound();
  return (
    <>
      <PageHead
        title={`Edit ${policy.name}`}
        crumbs={[
          { label: "Escalation policies", href: "/settings/escalations" },
          { label: policy.name, href: `/settings/escalations/${policy.id}` },
          { label: "Edit" },
        ]}
      />
      <PolicyForm choices={await policyChoices(ctx)} policy={policy} />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PolicyButton } from "#components/escalations/policy-buttons.tsx";
import { PolicyView } from "#components/escalations/policy-view.tsx";
import { STATE } from "#components/escalations/policy-words.ts";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { getPolicy } from "#lib/escalations/queries/policies.ts";
import { previewPolicy } from "#lib/escalations/queries/preview.ts";
import { PolicyParams } from "#lib/escalations/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Escalation policy" };

/** One policy: its levels, what it lacks, whom it would call now. */
export default async function PolicyPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const known = PolicyParams.safeParse(await params);
  if (!known.success) notFound();
  const policy = await getPolicy(ctx, known.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
  const preview = await previewPolicy(ctx, policy.id);
  const { id, name, state } = policy;
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: "Escalation policies", href: "/settings/escalations" }, { label: name }]}
        mark={<Badge tone={STATE[state].tone}>{STATE[state].word}</Badge>}
      >
        {policy.abilities.edit && state === "archived" ? (
          <PolicyButton id={id} name={name} to="restore" />
        ) : null}
        {policy.abilities.edit && state !== "archived" ? (
          <>
            <PolicyButton id={id} name={name} to="archive" />
            <LinkButton href={`/settings/escalations/${id}/edit`}>Edit</LinkButton>
            <PolicyButton
              id={id}
              name={name}
              to={state === "draft" ? "activate" : "draft"}
              primary={state === "draft"}
            />
          </>
        ) : null}
      </PageHead>
      <PolicyView policy={policy} preview={preview} />
      <LiveRefresh kinds={["escalation-policy", "team", "user"]} />
    </>
  );
}

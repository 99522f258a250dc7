import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { HandoffScreen } from "#components/handoffs/handoff-screen.tsx";
import { PrintButton } from "#components/handoffs/print-button.tsx";
import { firstName, scheduleWords, stateWords } from "#components/handoffs/words.ts";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { getHandoff } from "#lib/handoffs/queries.ts";
import { HandoffParams } from "#lib/handoffs/schema.ts";
import { readinessOfPeople } from "#lib/notifications/queries/readiness.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { formatDate } from "#lib/platform/format.ts";
import { pageCtx } from "#lib/registry/page.ts";

type Props = { params: Promise<{ id: string }> };

const find = cache(async (id: string) => {
  const ctx = await pageCtx();
  const known = HandoffParams.safeParse({ id });
  if (!known.success) return notFound();
  return getHandoff(ctx, known.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const handoff = await find((await params).id);
  return { title: `Handoff to ${handoff.to.name}` };
}

/** One handoff: what goes over, both signatures, who holds the pager meanwhile. */
export default async function HandoffPage({ params }: Props) {
  const ctx = await pageCtx();
  const handoff = await find((await params).id);
  const me = ctx.actor.userId ?? "";
  const [reach] = await readinessOfPeople(ctx, [{ ...handoff.to, kind: "member" }]);
  const { word, tone } = stateWords(handoff);
  const title =
    handoff.to.id === me
      ? `Take over ${handoff.schedules[0]?.team.name ?? ""} on-call`
      : handoff.from?.id === me
        ? `Hand over to ${firstName(handoff.to.name)}`
        : `Handoff to ${handoff.to.name}`;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { label: "On-call", href: "/on-call" },
          { label: "Handoffs", href: "/on-call/handoffs" },
          { label: formatDate(handoff.at, ctx.actor.zone) },
        ]}
        say={scheduleWords(handoff)}
      >
        <span className="row wrap">
          <Badge tone={tone}>{word}</Badge>
          <PrintButton />
        </span>
      </PageHead>
      <HandoffScreen given={handoff} me={me} reach={reach ?? null} />
      <LiveRefresh kinds={["handoff", "schedule"]} />
    </>
  );
}

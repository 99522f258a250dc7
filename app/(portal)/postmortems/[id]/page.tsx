import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Report } from "#components/postmortems/report.tsx";
import { ReportAside } from "#components/postmortems/report-aside.tsx";
import { NextStep, SendBack } from "#components/postmortems/state-buttons.tsx";
import { STATE_WORDS } from "#components/postmortems/words.ts";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { type Severity, SeverityMark } from "#components/ui/marks.tsx";
import { peopleChoices } from "#lib/people/queries/teams.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { openReport } from "#lib/postmortems/queries/report.ts";
import { PostmortemParams } from "#lib/postmortems/schema.ts";
import { pageCtx } from "#lib/registry/page.ts";

type Props = { params: Promise<{ id: string }> };

const find = cache(async (id: string) => {
  const ctx = await pageCtx();
  const known = PostmortemParams.safeParse({ id });
  if (!known.success) return notFound();
  return openReport(ctx, known.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find((await params).id)).title };
}

/** One postmortem: written together, reviewed, published. */
export default async function PostmortemPage({ params }: Props) {
  const ctx = await pageCtx();
  const report = await find((await params).id);
  const people = await peopleChoices(ctx);
  const state = STATE_WORDS[report.state] ?? report.state;
  return (
    <>
      <PageHead
        title={report.title}
        crumbs={[{ label: "Postmortems", href: "/postmortems" }, { label: state }]}
        say="Without blame: what happened, why, and what follows."
        {...(report.incident
          ? { mark: <SeverityMark level={report.incident.severity as Severity} large /> }
          : {})}
      >
        <span className="row wrap noprint">
          <SendBack report={report} />
          <NextStep report={report} />
        </span>
      </PageHead>
      <Report
        report={report}
        people={people}
        zone={ctx.actor.zone}
        aside={<ReportAside report={report} people={people} />}
      />
      <LiveRefresh kinds={["postmortem", "action-item"]} />
    </>
  );
}

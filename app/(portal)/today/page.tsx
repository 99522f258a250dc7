import type { Metadata } from "next";
import { ProposalsPanel } from "#components/checklists/proposals-panel.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { ActionsPanel } from "#components/today/actions-panel.tsx";
import { ChecksPanel } from "#components/today/checks-panel.tsx";
import { IncidentsPanel } from "#components/today/incidents-panel.tsx";
import { KpiStrip } from "#components/today/kpi-strip.tsx";
import { OncallPanel } from "#components/today/oncall-panel.tsx";
import { FinishedPanel, FirstSteps, PostmortemsPanel } from "#components/today/side-panels.tsx";
import { formatLongDay } from "#lib/platform/format.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { readToday } from "#lib/today/queries.ts";

export const metadata: Metadata = { title: "Today" };

/** What is mine now: checks, incidents, actions; for a manager the KPIs first. */
export default async function TodayPage() {
  const ctx = await pageCtx();
  const today = await readToday(ctx);
  const me = ctx.actor.userId ?? "";
  return (
    <>
      <LiveRefresh
        kinds={["action-item", "checklist-template", "membership", "team", "service", "schedule", "handoff"]}
      />
      <PageHead title={formatLongDay(ctx.now.toISOString(), ctx.actor.zone)} say={today.sentence} />
      {today.kpis && today.steps.length === 0 ? <KpiStrip kpis={today.kpis} /> : null}
      <div className="cols">
        <div className="stack">
          <FirstSteps steps={today.steps} />
          <OncallPanel
            handoffs={today.handoffs}
            shifts={[]}
            me={me}
            zone={ctx.actor.zone}
            nowIso={ctx.now.toISOString()}
          />
          <IncidentsPanel
            title="P0 and P1 of my teams"
            rows={today.alarms}
            me={me}
            all="/incidents?status=active&severity=P0%2CP1"
          />
          <ChecksPanel runs={today.runs} me={me} />
          <IncidentsPanel
            title="My incidents"
            rows={today.incidents}
            me={me}
            mine
            all="/incidents?mine=true"
            empty="No open incident carries your name."
          />
          <FinishedPanel runs={today.runs.finishedToday} />
        </div>
        <div className="stack">
          <OncallPanel
            handoffs={[]}
            shifts={today.shifts}
            me={me}
            zone={ctx.actor.zone}
            nowIso={ctx.now.toISOString()}
          />
          <ActionsPanel actions={today.actions} />
          <PostmortemsPanel rows={today.postmortems} />
          <ProposalsPanel title="Proposed to you" proposals={today.proposals} named />
        </div>
      </div>
    </>
  );
}

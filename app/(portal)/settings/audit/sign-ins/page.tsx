import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditTabs } from "#components/audit/audit-tabs.tsx";
import { SignInsTable } from "#components/audit/sign-ins-table.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { busiestMinute, failedSignIns } from "#lib/audit/queries.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { plural } from "#lib/platform/format.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { settingFor } from "#lib/services/queries.ts";

export const metadata: Metadata = { title: "Failed sign-ins" };

/** S-220: who could not sign in during the last 24 hours, most first. */
export default async function SignInsPage() {
  const ctx = await pageCtx();
  if (!isAdmin(ctx.actor)) notFound();
  const [rows, peak, notable, burst] = await Promise.all([
    failedSignIns(ctx),
    busiestMinute(ctx),
    settingFor(db(), "lockout_after_failures"),
    settingFor(db(), "failed_login_burst_per_minute"),
  ]);
  const failures = rows.reduce((sum, row) => sum + row.failures, 0);
  return (
    <>
      <PageHead title="Audit" say={`${plural(failures, "failed sign-in")} in the last 24 hours.`}>
        <AuditTabs current="sign-ins" />
      </PageHead>
      <div className="stack">
        {peak > burst.value ? (
          <p className="wait" role="status">
            Up to {peak} failed in one minute; more than {burst.value} look like an attack ({burst.from}).
          </p>
        ) : null}
        <Panel
          label="Failed sign-ins"
          footer={`An address locks after ${notable.value} wrong passwords in a row (${notable.from}), each time for longer.`}
        >
          <SignInsTable rows={rows} notable={notable.value} />
        </Panel>
      </div>
    </>
  );
}

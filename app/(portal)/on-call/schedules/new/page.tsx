import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ScheduleForm } from "#components/oncall/schedule-form.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { scheduleChoices } from "#lib/oncall/queries/choices.ts";
import { localDate } from "#lib/platform/time.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "New schedule" };

/** A new schedule of a team one leads. */
export default async function NewSchedulePage() {
  const ctx = await pageCtx();
  const homes = await scheduleChoices(ctx);
  if (homes.length === 0) notFound();
  return (
    <>
      <PageHead
        title="New schedule"
        say="Who takes turns, and what that makes of the next twelve months."
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: "New schedule" }]}
      />
      <ScheduleForm
        homes={homes}
        schedule={null}
        me={ctx.actor.userId ?? ""}
        today={localDate(ctx.now, ctx.actor.zone)}
      />
    </>
  );
}

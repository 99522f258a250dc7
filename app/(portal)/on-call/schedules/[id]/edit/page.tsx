import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ScheduleForm } from "#components/oncall/schedule-form.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { scheduleChoices } from "#lib/oncall/queries/choices.ts";
import { getSchedule } from "#lib/oncall/queries/schedules.ts";
import { ScheduleParams } from "#lib/oncall/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { localDate } from "#lib/platform/time.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Edit schedule" };

/** Changes what a schedule says of itself, and gives it new rules from now or later on. */
export default async function EditSchedulePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const known = ScheduleParams.safeParse(await params);
  if (!known.success) notFound();
  const schedule = await getSchedule(ctx, known.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
  if (schedule.abilities.edit !== true || schedule.archivedAt) notFound();
  return (
    <>
      <PageHead
        title={`Edit ${schedule.name}`}
        crumbs={[
          { label: "On-call", href: "/on-call" },
          { label: `${schedule.team.name}, ${schedule.name}`, href: `/on-call/schedules/${schedule.id}` },
          { label: "Edit" },
        ]}
      />
      <ScheduleForm
        homes={await scheduleChoices(ctx, schedule.team.id)}
        schedule={schedule}
        me={ctx.actor.userId ?? ""}
        today={localDate(ctx.now, schedule.zone)}
      />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PrintButton } from "#components/handoffs/print-button.tsx";
import { ContactList } from "#components/oncall/contact-list.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { callSheet } from "#lib/oncall/queries/contacts.ts";
import { ScheduleParams } from "#lib/oncall/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { formatInstant } from "#lib/platform/format.ts";
import { pageCtx } from "#lib/registry/page.ts";

type Props = { params: Promise<{ id: string }> };

const find = cache(async (id: string) => {
  const ctx = await pageCtx();
  const known = ScheduleParams.safeParse({ id });
  if (!known.success) return notFound();
  return callSheet(ctx, known.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Who to call: ${(await find((await params).id)).team.name}` };
}

/** One sheet of a team for the wall: whom to call, in the order to try. */
export default async function CallSheetPage({ params }: Props) {
  const ctx = await pageCtx();
  const sheet = await find((await params).id);
  return (
    <>
      <PageHead
        title={`Who to call: ${sheet.team.name}`}
        crumbs={[
          { label: "On-call", href: "/on-call" },
          { label: "Contacts", href: `/on-call/contacts?team=${sheet.team.id}` },
          { label: "Who to call" },
        ]}
        say={`As it was on ${formatInstant(sheet.at, ctx.actor.zone)}. Your browser keeps these numbers for when the server is away.`}
      >
        <PrintButton />
      </PageHead>
      <Panel label="Whom to call">
        <ContactList rows={sheet.lines} caption={`Who to call for ${sheet.team.name}`} />
      </Panel>
      <LiveRefresh kinds={["schedule", "handoff", "membership", "team"]} />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { type PageQuery, readQuery } from "#components/auth/list-query.ts";
import { ServiceChecklists } from "#components/checklists/service-checklists.tsx";
import { ServiceIncidents } from "#components/incidents/service-incidents.tsx";
import { ServicePager } from "#components/oncall/service-pager.tsx";
import { OwnUpdates } from "#components/services/own-updates.tsx";
import { ServicePage } from "#components/services/service-page.tsx";
import { readView } from "#components/services/setting-views.tsx";
import { StakeholdersPanel } from "#components/services/stakeholders-panel.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { listTemplates } from "#lib/checklists/queries/templates.ts";
import { ListTemplates } from "#lib/checklists/schema/templates.ts";
import { readCallable } from "#lib/incidents/queries/choices.ts";
import { openOfService } from "#lib/incidents/queries/list.ts";
import { receivesUpdates } from "#lib/incidents/queries/outside.ts";
import { pagerOfService } from "#lib/oncall/queries/service-pager.ts";
import { teamChoices } from "#lib/people/queries/teams.ts";
import { isAdmin, isLead, isMember } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { getService, listProfiles } from "#lib/services/queries/services.ts";
import { listServiceSettings } from "#lib/services/queries/settings.ts";
import { stakeholdersOf } from "#lib/services/queries/stakeholders.ts";
import { thresholdsOf } from "#lib/services/queries.ts";
import { IdParams } from "#lib/services/schema.ts";

type Params = { params: Promise<{ id: string }> };

const find = cache(async (id: string) => {
  const ctx = await pageCtx();
  const parsed = IdParams.safeParse({ id });
  if (!parsed.success) notFound();
  return getService(ctx, parsed.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await find((await params).id)).name };
}

/** One service and the figures it is judged by. */
export default async function OneServicePage({ params, searchParams }: Params & { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const service = await find((await params).id);
  const mine = isAdmin(ctx.actor) || isMember(ctx.actor, service.team.id);
  const [settings, thresholds, teams, profiles, open, checklists, stakeholders, callable, receives, pager] =
    await Promise.all([
      listServiceSettings(ctx, service.id),
      thresholdsOf(db(), service.id),
      teamChoices(ctx),
      listProfiles(ctx),
      openOfService(ctx, service.id),
      listTemplates(ctx, ListTemplates.parse({ serviceId: service.id, limit: "50" })),
      mine ? stakeholdersOf(ctx, service.id) : [],
      service.abilities.edit ? readCallable(ctx) : null,
      receivesUpdates(ctx, service.id),
      pagerOfService(ctx, { id: service.id, teamId: service.team.id, scheduleId: service.scheduleId }),
    ]);
  const led = teams.filter((team) => isAdmin(ctx.actor) || isLead(ctx.actor, team.id));
  return (
    <>
      <ServicePage
        service={service}
        settings={settings}
        thresholds={thresholds}
        choices={{ teams: led, profiles }}
        zone={ctx.actor.zone}
        work={
          <>
            <ServicePager service={service} pager={pager} may={service.abilities.edit} />
            <ServiceIncidents serviceId={service.id} open={open} />
            <ServiceChecklists templates={checklists.items} />
            {receives ? <OwnUpdates service={service} /> : null}
            <StakeholdersPanel
              serviceId={service.id}
              stakeholders={stakeholders}
              may={service.abilities.edit}
              people={callable?.people.map(({ id, name }) => ({ id, name })) ?? []}
            />
          </>
        }
        view={readView((await readQuery(searchParams)).show, "changed")}
      />
      <LiveRefresh kinds={["service", "setting", "schedule", "handoff", "incident", "checklist-template"]} />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { TeamPage } from "#components/people/team-page.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { getTeam, peopleChoices } from "#lib/people/queries/teams.ts";
import { IdParams } from "#lib/people/schema.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { listServices } from "#lib/services/queries/services.ts";

type Params = { params: Promise<{ id: string }> };

const find = cache(async (id: string) => {
  const ctx = await pageCtx();
  const parsed = IdParams.safeParse({ id });
  if (!parsed.success) notFound();
  return getTeam(ctx, parsed.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await find((await params).id)).name };
}

/** One team: its people, its duty roles, its services. */
export default async function OneTeamPage({ params }: Params) {
  const ctx = await pageCtx();
  const team = await find((await params).id);
  const [people, services] = await Promise.all([
    team.abilities.members ? peopleChoices(ctx) : [],
    listServices(ctx, { limit: 100, team: team.id }),
  ]);
  const { actor } = ctx;
  return (
    <>
      <TeamPage
        team={team}
        people={people}
        services={services.items}
        me={{ id: actor.userId ?? "", zone: actor.zone, admin: isAdmin(actor) }}
      />
      <LiveRefresh kinds={["team"]} subjectId={team.id} />
    </>
  );
}

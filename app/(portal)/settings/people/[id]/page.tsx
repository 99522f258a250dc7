import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PersonPage } from "#components/people/person-page.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { listAudit } from "#lib/audit/queries.ts";
import { ListAudit } from "#lib/audit/schema.ts";
import { peopleChoices } from "#lib/people/queries/teams.ts";
import { getUser } from "#lib/people/queries.ts";
import { IdParams } from "#lib/people/schema.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

type Params = { params: Promise<{ id: string }> };

const find = cache(async (id: string) => {
  const ctx = await pageCtx();
  const parsed = IdParams.safeParse({ id });
  if (!parsed.success) notFound();
  return getUser(ctx, parsed.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await find((await params).id)).name };
}

/** One person. */
export default async function UserPage({ params }: Params) {
  const ctx = await pageCtx();
  const person = await find((await params).id);
  const people = person.abilities.deactivate ? await peopleChoices(ctx) : [];
  const recent = isAdmin(ctx.actor)
    ? await listAudit(ctx, ListAudit.parse({ person: person.id, limit: "8" }))
    : { items: [] };
  return (
    <>
      <PersonPage
        person={person}
        me={ctx.actor.userId ?? ""}
        zone={ctx.actor.zone}
        people={people}
        recent={recent.items}
      />
      <LiveRefresh kinds={["user"]} subjectId={person.id} />
    </>
  );
}

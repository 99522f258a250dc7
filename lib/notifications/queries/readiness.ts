import { getTeam } from "#lib/people/queries/teams.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { pageKinds, readinessOf } from "../model/readiness.ts";
import { CONTACT_KINDS, WAKES } from "../model.ts";
import type { ReadinessDto } from "../schema.ts";
import { reachOf } from "./reach.ts";

/** Whether and how a page reaches each of these people; addresses themselves are not told. */
export async function readinessOfPeople(
  ctx: Ctx,
  people: ReadonlyArray<{ id: string; name: string; kind: string }>,
): Promise<ReadinessDto[]> {
  const ids = people.map((person) => person.id);
  const reach = await reachOf(reader(ctx), ids);
  const contacts = await reader(ctx).contact.findMany({
    where: { userId: { in: ids }, goneAt: null },
    select: { id: true, lastOkAt: true, lastFailedAt: true },
  });
  const failing = new Set(
    contacts
      .filter((one) => one.lastFailedAt && (!one.lastOkAt || one.lastFailedAt > one.lastOkAt))
      .map((one) => one.id),
  );
  return people.map((person) => {
    const own = reach.get(person.id);
    const kinds = own ? pageKinds(own.rules, own.addresses) : [];
    const ways = CONTACT_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => {
      const ofKind = new Set(
        (own?.addresses ?? []).filter((one) => one.kind === kind).map((one) => one.contactId),
      );
      return {
        kind,
        count: ofKind.size,
        wakes: WAKES.has(kind),
        failing: [...ofKind].every((id) => failing.has(id)),
      };
    });
    // What failed when it was last tried wakes nobody.
    const working = ways.filter((way) => !way.failing).map((way) => way.kind);
    return { userId: person.id, name: person.name, kind: person.kind, ...readinessOf(working), ways };
  });
}

/** Who of a team a page would reach, and how. @throws not_found when the team is not visible */
export async function teamReadiness(ctx: Ctx, teamId: string): Promise<ReadinessDto[]> {
  const team = await getTeam(ctx, teamId);
  const people = team.members.filter((member) => member.kind !== "reader");
  return readinessOfPeople(ctx, people);
}

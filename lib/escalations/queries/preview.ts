import { planAddresses } from "#lib/notifications/model.ts";
import { reachOf } from "#lib/notifications/queries/reach.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { invalidField, notFound } from "#lib/platform/errors.ts";
import { pathOf, readDefinition } from "../model/definition.ts";
import { type EscalationFacts, isUrgent, type Path, type Severity } from "../model.ts";
import type { PreviewDto } from "../schema.ts";
import { pathFor } from "./choose.ts";
import { findPolicy } from "./policies.ts";
import { lastResort, type Reached, reachedNow } from "./reach.ts";

type Steps = PreviewDto["steps"];

/** By what each of these people would be told: the inbox always, then what their own rules say. */
async function waysOf(ctx: Ctx, people: Reached[], severity: Severity): Promise<Map<string, string[]>> {
  const reach = await reachOf(
    reader(ctx),
    people.map((person) => person.userId),
  );
  const urgency = isUrgent(severity) ? "critical" : severity === "P2" ? "high" : "normal";
  return new Map(
    people.map((person) => {
      const own = reach.get(person.userId);
      const kinds = own ? planAddresses(own.rules[urgency], own.addresses).map((one) => one.kind) : [];
      return [person.userId, ["inbox", ...new Set(kinds)]];
    }),
  );
}

const wordsOf = (people: number, conditional: boolean) => {
  if (people > 0) return "";
  return conditional
    ? "Its conditions do not hold then, or it reaches nobody: the next level follows at once."
    : "Reaches nobody: the next level follows at once.";
};

async function stepsOf(ctx: Ctx, path: Path, facts: EscalationFacts): Promise<Steps> {
  const steps: Steps = [];
  let after = 0;
  let found = 1;
  const add = async (level: number | null, people: Reached[], conditional: boolean) => {
    const ways = await waysOf(ctx, people, facts.severity);
    steps.push({
      level,
      afterSeconds: after,
      people: people.map((one) => ({
        id: one.userId,
        name: one.name,
        because: one.because,
        by: ways.get(one.userId) ?? ["inbox"],
      })),
      words: wordsOf(people.length, conditional),
    });
    found = people.length;
  };
  for (const [index, level] of path.levels.entries()) {
    // The first wait counts; behind a level that reached nobody there is none.
    if (index === 0 || found > 0) after += level.delaySeconds;
    const at = new Date(ctx.now.getTime() + after * 1000);
    await add(index + 1, await reachedNow(ctx, level, path, facts, at), level.conditions.length > 0);
  }
  if (steps.every((step) => step.people.length === 0))
    await add(null, await lastResort(ctx, path.teamId), false);
  return steps;
}

const factsFor = (about: { severity: Severity; teamId: string; serviceId: string | null }, now: Date) => ({
  ...about,
  subject: { kind: "preview", id: "" },
  title: "",
  body: "",
  url: "",
  ownerId: null,
  declaredById: null,
  isPrivate: false,
  openedAt: now.toISOString(),
});

/** If this policy fired now: who, when, by what. @throws not_found */
export async function previewPolicy(ctx: Ctx, id: string, severity?: Severity): Promise<PreviewDto> {
  const { row } = await findPolicy(ctx, id);
  const as = severity ?? ((row.severities[0] ?? "P0") as Severity);
  const definition = readDefinition(row.definition);
  const path = pathOf({ id: row.id, name: row.name, teamId: row.teamId, definition }, as, null);
  const facts = factsFor({ severity: as, teamId: row.teamId, serviceId: row.serviceId }, ctx.now);
  return {
    at: ctx.now.toISOString(),
    policy: { id: row.id, name: row.name },
    name: row.name,
    steps: await stepsOf(ctx, path, facts),
  };
}

/** If an incident of this team opened now: which policy judges it, and who, when, by what. @throws not_found */
export async function previewTeam(
  ctx: Ctx,
  about: { severity?: Severity | undefined; teamId?: string | undefined; serviceId?: string | undefined },
): Promise<PreviewDto> {
  if (!about.teamId) throw invalidField("teamId", "Name the team.");
  const team = await reader(ctx).team.findFirst({
    where: { AND: [{ id: about.teamId }, visibleTeams(ctx.actor)] },
    select: { id: true },
  });
  if (!team) throw notFound("team");
  const judged = { severity: about.severity ?? "P0", teamId: team.id, serviceId: about.serviceId ?? null };
  const path = await pathFor(ctx, judged, ctx.now);
  return {
    at: ctx.now.toISOString(),
    policy: path.policyId ? { id: path.policyId, name: path.name } : null,
    name: path.name,
    steps: await stepsOf(ctx, path, factsFor(judged, ctx.now)),
  };
}

import type { PoolClient } from "pg";
import { createTemplate } from "#lib/checklists/commands/create-template.ts";
import type { ChecklistDefinition } from "#lib/checklists/model.ts";
import { CreateTemplate } from "#lib/checklists/schema/templates.ts";
import { createPolicy } from "#lib/escalations/commands/create-policy.ts";
import { CreatePolicy } from "#lib/escalations/schema.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";
import { db, pool } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { hashPassword } from "#lib/platform/password.ts";
import { loadCatalogue, SHARED_KINDS } from "#lib/registry/catalogue/load.ts";
import { readCatalogue } from "#lib/registry/catalogue-file.ts";
import { DEMO_PASSWORD, type DemoTeam, demoEmail, PEOPLE, TEAMS } from "./cast.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { type DemoReading, type DemoTemplate, halfDoneRun, tellRuns } from "./checks.ts";
import { type DemoIncident, tellIncident, tellIncidents, type Where } from "./incidents.ts";
import { tellOncall } from "./oncall.ts";
import { insertRows } from "./rows.ts";
import { tellSamples } from "./samples.ts";
import { writeUp } from "./write-ups.ts";

const DAY = 86_400_000;

export interface Filled {
  teams: number;
  people: number;
  incidents: number;
  runs: number;
  samples: number;
  postmortems: number;
}

interface Cast {
  ids: Map<string, string>;
  places: Map<string, Where[]>;
  teamIds: Map<string, string>;
}

async function insertPeople(client: PoolClient, from: Date): Promise<Map<string, string>> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const ids = new Map(PEOPLE.map((person) => [person.key, uuidv7(from.getTime())]));
  await insertRows(
    client,
    "users",
    PEOPLE.map((person) => ({
      id: ids.get(person.key),
      email: demoEmail(person.key),
      name: person.name,
      role: person.role,
      zone: person.zone,
      password_hash: passwordHash,
      password_changed_at: from,
      contact_confirmed_at: from,
      preferences: {},
      is_demo: true,
      version: 1,
      created_at: from,
      updated_at: from,
    })),
  );
  return ids;
}

async function insertTeam(
  client: PoolClient,
  team: DemoTeam,
  ids: Map<string, string>,
  from: Date,
): Promise<{ teamId: string; places: Where[] }> {
  const teamId = uuidv7(from.getTime());
  const stamps = { is_demo: true, version: 1, created_at: from, updated_at: from };
  await insertRows(client, "teams", [
    {
      id: teamId,
      name: team.name,
      about: team.about,
      visibility: "open",
      zone: team.zone,
      needs_approval: false,
      ...stamps,
    },
  ]);
  const kinds: Array<[string, string]> = [
    [team.lead, "lead"],
    [team.deputy, "deputy"],
    ...team.members.map((key): [string, string] => [key, "member"]),
  ];
  await insertRows(
    client,
    "memberships",
    kinds.map(([key, kind]) => ({ team_id: teamId, user_id: ids.get(key), kind, created_at: from })),
  );
  const services = team.services.map((service) => ({
    id: uuidv7(from.getTime()),
    name: service.name,
    about: service.about,
    team_id: teamId,
    profile_key: service.profile,
    status: "working",
    links: [],
    ...stamps,
  }));
  await insertRows(client, "services", services);
  const people = [team.lead, team.deputy, ...team.members].flatMap((key) => ids.get(key) ?? []);
  return {
    teamId,
    places: services.map((service) => ({ teamId, serviceId: service.id, service: service.name, people })),
  };
}

async function insertCast(client: PoolClient, from: Date): Promise<Cast> {
  const ids = await insertPeople(client, from);
  const places = new Map<string, Where[]>();
  const teamIds = new Map<string, string>();
  for (const team of TEAMS) {
    const made = await insertTeam(client, team, ids, from);
    places.set(team.key, made.places);
    teamIds.set(team.key, made.teamId);
  }
  return { ids, places, teamIds };
}

/** Measures, presets and KPIs of the profiles its services take, by the loader every installation uses. */
async function loadShared(cast: Cast, now: Date): Promise<void> {
  const profiles = [...new Set(TEAMS.flatMap((team) => team.services.map((service) => service.profile)))];
  const teamId = [...cast.teamIds.values()][0] ?? "";
  await loadCatalogue(systemCtx("demo", now), { profiles, teamId }, readCatalogue(), SHARED_KINDS);
}

/** Runbooks and procedures of the catalogue, marked as the demo's: it takes them away again. */
async function loadRunbooks(cast: Cast, from: Date, now: Date): Promise<void> {
  const before = (await db().runbook.findMany({ select: { id: true } })).map((row) => row.id);
  const input = { profiles: ["payments-saas"], teamId: cast.teamIds.get("payments") ?? "" };
  const kinds = ["runbooks", "recoveryProcedures", "responseProcedures"] as const;
  await loadCatalogue(systemCtx("demo", from), input, readCatalogue(), kinds);
  const own = await db().runbook.findMany({
    where: { id: { notIn: before } },
    select: { id: true },
    orderBy: { title: "asc" },
  });
  // Most were looked through since, one after another; each fourth waits for somebody.
  const gap = (now.getTime() - from.getTime()) / (own.length + 1);
  for (const [at, { id }] of own.entries()) {
    const reviewed = at % 4 === 3 ? {} : { reviewedAt: new Date(from.getTime() + (at + 1) * gap) };
    await db().runbook.update({ where: { id }, data: { isDemo: true, ...reviewed } });
  }
}

/** The path of a team in force: the pager, the lead after a quarter of an hour, then the administrator. */
async function makePolicy(cast: Cast, now: Date): Promise<void> {
  const policy = CreatePolicy.parse({
    name: "Payments, day and night",
    teamId: cast.teamIds.get("payments"),
    levels: [
      { delaySeconds: 0, targets: [{ kind: "schedule" }] },
      { delaySeconds: 900, targets: [{ kind: "lead" }] },
      { delaySeconds: 900, targets: [{ kind: "user", id: cast.ids.get("greta") }] },
    ],
  });
  await createPolicy(systemCtx("demo", now), policy);
}

/** The teams' checklists, made from the catalogue as a lead would. */
async function makeTemplates(cast: Cast, from: Date): Promise<DemoTemplate[]> {
  const ctx = systemCtx("demo", from);
  const catalogue = readCatalogue();
  const made: DemoTemplate[] = [];
  for (const team of TEAMS) {
    for (const wanted of team.checklists) {
      const source = catalogue.content.checklists.find((one) => one.key === wanted.key);
      const place = cast.places.get(team.key)?.find((one) => one.service === wanted.service);
      if (!source || !place) throw new Error(`The catalogue has no checklist ${wanted.key}.`);
      const { cadence, sections, escalateIf, estimateMinutes, title } = source;
      const input = CreateTemplate.parse({
        title,
        teamId: place.teamId,
        serviceId: place.serviceId,
        sections,
        assign: { kind: "pager" },
        ...(escalateIf ? { escalateIf } : {}),
        ...(estimateMinutes
          ? { estimateMinutes: { min: estimateMinutes.min, max: estimateMinutes.max } }
          : {}),
        ...("rrule" in cadence && cadence.rrule
          ? { rrule: cadence.rrule, time: cadence.time ?? "09:00", zone: team.zone }
          : {}),
      });
      const template = await createTemplate(ctx, input, {
        key: wanted.key,
        hash: sha256(canonicalJson(source)),
        isDemo: true,
      });
      const version = await db().checklistVersion.findFirstOrThrow({
        where: { templateId: template.id, number: 1 },
      });
      made.push({
        templateId: template.id,
        versionId: version.id,
        teamId: place.teamId,
        serviceId: place.serviceId,
        rrule: version.rrule,
        time: version.time,
        zone: version.zone,
        definition: version.definition as unknown as ChecklistDefinition,
        people: place.people,
      });
    }
  }
  return made;
}

async function insertRuns(
  client: PoolClient,
  chance: Chance,
  templates: DemoTemplate[],
  from: Date,
  now: Date,
): Promise<{ count: number; readings: DemoReading[] }> {
  const readings: DemoReading[] = [];
  let count = 0;
  for (const template of templates) {
    const told = tellRuns(chance, template, from, now);
    await insertRows(client, "checklist_runs", told.runs);
    await insertRows(client, "item_results", told.results);
    await client.query("UPDATE checklist_templates SET laid_out_until = $2, starts_at = $3 WHERE id = $1", [
      template.templateId,
      now,
      from,
    ]);
    readings.push(...told.readings);
    count += told.runs.length;
  }
  return { count, readings };
}

/** A check somebody is in the middle of: the first ten answers of the Morning check, by Ines. */
async function insertHalfDone(
  client: PoolClient,
  chance: Chance,
  cast: Cast,
  templates: DemoTemplate[],
  now: Date,
): Promise<void> {
  const template = templates[0];
  const ines = cast.ids.get("ines");
  if (!template || !ines) return;
  const run = halfDoneRun(chance, template, ines, 10, now);
  await insertRows(client, "checklist_runs", [run.row]);
  await insertRows(client, "item_results", run.results);
}

/** What goes on while somebody looks: a P1 half an hour old, a P2 and a P3 with their clocks running. */
function running(chance: Chance, cast: Cast, now: Date): DemoIncident[] {
  const at = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const place = (team: string, service: string): Where => {
    const found = cast.places.get(team)?.find((one) => one.service === service);
    if (!found) throw new Error(`The demo has no service ${service}.`);
    return found;
  };
  const ines = cast.ids.get("ines");
  const marek = cast.ids.get("marek");
  return [
    tellIncident(chance, place("payments", "Checkout API"), at(33), "P1", "investigating", now, 0, marek),
    tellIncident(chance, place("payments", "Ledger database"), at(171), "P2", "investigating", now, 1, ines),
    tellIncident(chance, place("payments", "Receipt mailer"), at(380), "P3", "acknowledged", now, 1, ines),
    tellIncident(chance, place("portal", "Tenant portal"), at(640), "P4", "open", now, 1),
  ];
}

async function insertIncidents(client: PoolClient, incidents: DemoIncident[], light: boolean): Promise<void> {
  await insertRows(
    client,
    "incidents",
    incidents.map((one) => one.row),
  );
  await insertRows(
    client,
    "incident_people",
    incidents.flatMap((one) => one.named),
  );
  if (light) return;
  await insertRows(
    client,
    "timeline_entries",
    incidents.flatMap((one) => one.timeline),
  );
  await insertRows(
    client,
    "timeline_stars",
    incidents.flatMap((one) => one.stars),
  );
  await insertRows(
    client,
    "incident_roles",
    incidents.flatMap((one) => one.roles),
  );
}

/** Fills ninety believable days for three teams; the same seed tells the same story. */
export async function fillDemo(options: { incidents: number; seed: number; days: number }): Promise<Filled> {
  const chance = chanceOf(options.seed);
  const client = await pool().connect();
  try {
    await client.query("SET statement_timeout = 0");
    const now = await databaseNow(client);
    const from = new Date(now.getTime() - options.days * DAY);
    const cast = await insertCast(client, from);
    await loadShared(cast, now);
    await loadRunbooks(cast, from, now);
    const templates = await makeTemplates(cast, from);
    const runs = await insertRuns(client, chance, templates, from, now);
    await insertHalfDone(client, chance, cast, templates, now);
    const places = [...cast.places.values()].flat();
    const light = options.incidents > 2000;
    let told = 0;
    const serious: DemoIncident[] = [];
    for (let left = options.incidents; left > 0; left -= 5000) {
      const some = tellIncidents(chance, places, Math.min(left, 5000), options.days, now);
      await insertIncidents(
        client,
        some.sort((a, b) => (a.id < b.id ? -1 : 1)),
        light,
      );
      if (serious.length < 40) serious.push(...some.filter((one) => one.severity <= "P1" && one.resolvedAt));
      told += some.length;
    }
    const live = running(chance, cast, now);
    await insertIncidents(client, live, false);
    await tellOncall(cast, now);
    await makePolicy(cast, now);
    const postmortems = await writeUp(client, chance, serious.slice(0, 40), now);
    const samples = await tellSamples(client, chance, places, runs.readings, from, now);
    await client.query("ANALYZE");
    return {
      teams: TEAMS.length,
      people: PEOPLE.length,
      incidents: told + live.length,
      runs: runs.count,
      samples,
      postmortems,
    };
  } finally {
    await client.query("RESET statement_timeout").catch(() => undefined);
    client.release();
  }
}

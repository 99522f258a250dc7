import pg from "pg";
import type { MembershipKind, Role } from "#lib/platform/context.ts";
import { type Client, client, signIn, textAt } from "./http-client.ts";
import { type TestServer, testAdmin } from "./server.ts";

/** The password of everybody a suite makes. */
export const PASSWORD = "a quiet harbour at dawn";

/** Somebody of the authorization matrix, and what the rules know of them. */
export interface Person {
  name: string;
  client: Client;
  userId: string | null;
  role: Role | null;
  /** What they are in the two teams whose things are asked for; null: an outsider. */
  kind: MembershipKind | null;
  /** They lead another team. */
  leadsElsewhere: boolean;
  /** The password was given long ago. */
  stale: boolean;
  /** Null: a session. */
  scopes: readonly string[] | null;
  email: string;
}

export interface Team {
  key: "open" | "closed";
  id: string;
  serviceId: string;
  /** Stands in every text of everything this team owns. */
  mark: string;
}

export interface Cast {
  /** Makes the fixtures; stands outside the matrix. */
  operator: Client;
  operatorId: string;
  open: Team;
  closed: Team;
  people: Person[];
  /** By name. @throws when there is nobody of that name */
  of: (name: string) => Person;
}

export async function must(who: Client, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await who.ask(method, `/api/v1${path}`, body === undefined ? {} : { body });
  if (answer.status > 201)
    throw new Error(
      `${method} ${path} ${JSON.stringify(body)} answered ${answer.status}: ${answer.text.slice(0, 800)}`,
    );
  return answer.json;
}

let counter = 0;

/** Invites somebody and joins as them. @returns their id, address and a signed-in client */
export async function join(
  operator: Client,
  name: string,
  role: Role,
  team?: { id: string; kind: MembershipKind },
): Promise<{ userId: string; email: string; client: Client }> {
  counter += 1;
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}.${counter}@example.org`;
  const place = team ? { teamId: team.id, teamKind: team.kind } : {};
  const invited = await must(operator, "POST", "/invitations", { email, name, role, ...place });
  const token = new URL(textAt(invited, "url")).searchParams.get("token") ?? "";
  const own = client(operator.url);
  const joined = await must(own, "POST", "/invitations/accept", {
    token,
    name,
    password: PASSWORD,
    zone: "Europe/Berlin",
  });
  await signIn(own, email, PASSWORD);
  return { userId: textAt(joined, "userId"), email, client: own };
}

async function makeTeam(operator: Client, key: "open" | "closed", mark: string): Promise<Team> {
  const made = await must(operator, "POST", "/teams", {
    name: `Team ${mark}`,
    about: `About ${mark}`,
    visibility: key,
  });
  const id = textAt(made, "id");
  const service = await must(operator, "POST", "/services", {
    name: `Service ${mark}`,
    about: `About ${mark}`,
    teamId: id,
  });
  return { key, id, serviceId: textAt(service, "id"), mark };
}

/** Signs the first administrator in. */
export async function signInOperator(server: TestServer): Promise<{ operator: Client; operatorId: string }> {
  const operator = client(server.url);
  await signIn(operator, testAdmin.email, testAdmin.password);
  return { operator, operatorId: textAt(await must(operator, "GET", "/me"), "id") };
}

const ALL_SCOPES = [
  ...["incidents", "checklists", "postmortems", "runbooks", "kpis", "services", "notifications"].flatMap(
    (room) => [`${room}:read`, `${room}:write`],
  ),
  "schedules:read",
  "schedules:write",
  "people:read",
  "audit:read",
  "metrics:read",
];

/** The people of the matrix, made through the API; both teams have the same people. */
export async function makeCast(server: TestServer): Promise<Cast> {
  const { operator, operatorId } = await signInOperator(server);
  const open = await makeTeam(operator, "open", "plainmark");
  const closed = await makeTeam(operator, "closed", "zqxclosedmark");
  // Duty roles, vendors and profiles come with a profile of the catalogue.
  await must(operator, "POST", "/catalogue/load", { profiles: ["election"], teamId: open.id });
  const elsewhere = textAt(await must(operator, "POST", "/teams", { name: "Elsewhere" }), "id");
  const behind = textAt(
    await must(operator, "POST", "/teams", { name: "Behind", visibility: "closed" }),
    "id",
  );
  const people: Person[] = [];
  const add = (name: string, more: Partial<Person> & { client: Client }) => {
    people.push({
      name,
      userId: null,
      role: null,
      kind: null,
      leadsElsewhere: false,
      stale: false,
      scopes: null,
      email: "",
      ...more,
    });
  };
  const inBoth = async (name: string, role: Role, kind: MembershipKind) => {
    const made = await join(operator, name, role, { id: closed.id, kind });
    await must(operator, "PUT", `/teams/${open.id}/members/${made.userId}`, { kind });
    return { ...made, role, kind };
  };
  const there = async (name: string, kind: MembershipKind) => {
    const made = await join(operator, name, "responder", { id: elsewhere, kind });
    await must(operator, "PUT", `/teams/${behind}/members/${made.userId}`, { kind });
    return { ...made, role: "responder" as const, leadsElsewhere: kind === "lead" };
  };
  add("anonymous", { client: client(server.url) });
  for (const role of ["viewer", "responder", "manager", "admin"] as const)
    add(role, { ...(await join(operator, role, role)), role });
  add("reader", await inBoth("reader", "viewer", "reader"));
  const member = await inBoth("member", "responder", "member");
  add("member", member);
  add("deputy", await inBoth("deputy", "responder", "deputy"));
  const lead = await inBoth("lead", "responder", "lead");
  add("lead", lead);
  add("member elsewhere", await there("member elsewhere", "member"));
  add("lead elsewhere", await there("lead elsewhere", "lead"));

  const stale = await join(operator, "stale admin", "admin");
  add("admin, password long ago", { ...stale, role: "admin", stale: true });
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  await database.query("UPDATE sessions SET password_at = app_now() - interval '1 hour' WHERE user_id = $1", [
    stale.userId,
  ]);
  // Handing over confirms the member's contact data: confirmed before, no other list changes by it.
  await database.query("UPDATE users SET contact_confirmed_at = app_now() WHERE id = $1", [member.userId]);
  await database.end();

  const half = Math.ceil(ALL_SCOPES.length / 2);
  for (const [name, scopes] of [
    ["token of the lead, all scopes", ALL_SCOPES],
    ["token of the lead, first half", ALL_SCOPES.slice(0, half)],
    ["token of the lead, second half", ALL_SCOPES.slice(half)],
  ] as const) {
    const made = await must(lead.client, "POST", "/tokens", { name, scopes });
    add(name, {
      client: client(server.url, textAt(made, "secret")),
      userId: lead.userId,
      role: "responder",
      kind: "lead",
      scopes,
    });
  }
  const disabled = await inBoth("disabled", "responder", "lead");
  const carried = await must(operator, "GET", `/users/${disabled.userId}/carries`);
  const items = (carried as { items: Array<{ kind: string; id: string }> }).items;
  const replacements = items.map(({ kind, id }) => ({ kind, id, toUserId: lead.userId }));
  await must(operator, "POST", `/users/${disabled.userId}/deactivate`, { replacements });
  add("disabled", { client: disabled.client });
  const left = await inBoth("signed out", "responder", "member");
  const keptCookies = new Map(left.client.cookies);
  await must(left.client, "POST", "/me/sign-out", { which: "this" });
  add("signed-out session", { client: client(server.url, null, keptCookies) });
  const of = (name: string) => {
    const found = people.find((one) => one.name === name);
    if (!found) throw new Error(`There is nobody called ${name}.`);
    return found;
  };
  return { operator, operatorId, open, closed, people, of };
}

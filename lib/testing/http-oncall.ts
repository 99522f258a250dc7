import { part, textAt } from "./http-client.ts";
import { type Added, named, type Segments, type Subject } from "./http-fixtures.ts";
import { incident } from "./http-incidents.ts";
import { type Cast, must, type Team } from "./http-people.ts";

let rotations = 0;
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

/**
 * A rotation of member and deputy by the week, the member's turn some minutes old: each at a minute of its own, since
 * all lines that change between the same two at the same moment share one handoff.
 */
const layer = (cast: Cast) => ({
  name: "Rotation",
  members: [cast.of("member").userId, cast.of("deputy").userId],
  every: { unit: "week", count: 1 },
  start: new Date(Date.now() - (++rotations % 9000) * 60_000).toISOString().slice(0, 16),
});

const tomorrow = () => ({ from: inHours(24), to: inHours(36) });
const awayLater = () => ({ from: inHours(9000), to: inHours(9024) });

const scheduleBody = (cast: Cast, team: Team, more: Record<string, unknown> = {}) => ({
  name: named(team, "Line"),
  teamId: team.id,
  zone: "UTC",
  layers: [layer(cast)],
  ...more,
});

async function schedule(cast: Cast, team: Team, more: Record<string, unknown> = {}): Promise<string> {
  return textAt(await must(cast.operator, "POST", "/schedules", scheduleBody(cast, team, more)), "id");
}

/** A request of the member's for tomorrow, as far along as the route wants it; the lead offers. */
async function swap(cast: Cast, team: Team, route: string): Promise<string> {
  const id = await schedule(cast, team, { needsApproval: route.endsWith("/approve") });
  const asked = { ...tomorrow(), userId: cast.of("member").userId, reason: `Reason ${team.mark}` };
  const made = textAt(await must(cast.operator, "POST", `/schedules/${id}/swaps`, asked), "id");
  if (/\/(accept|approve)$/.test(route))
    await must(cast.of("lead").client, "POST", `/swaps/${made}/offer`, {});
  if (route.endsWith("/approve")) await must(cast.of("member").client, "POST", `/swaps/${made}/accept`, {});
  return made;
}

const STEPS = ["open-incidents", "dashboards", "notes", "brief", "contacts"];

/** The member's handoff to the deputy, with one incident in it, as far along as the route wants it. */
async function handoff(cast: Cast, team: Team, route: string): Promise<Subject> {
  const { title } = await incident(cast, team, { severity: "P3" });
  const scheduleId = await schedule(cast, team);
  const made = await must(cast.operator, "POST", "/handoffs", { scheduleId });
  const id = textAt(made, "id");
  const items = part(made, "items") as Array<{ id: string; title: string }>;
  // Where very many are open a draft holds the most pressing ones: any of them will do.
  const item = (items.find((one) => one.title === title) ?? items[0])?.id ?? "";
  const prepare = {
    version: part(made, "version"),
    steps: Object.fromEntries(STEPS.map((key) => [key, true])),
  };
  if (route.endsWith("/submit")) await must(cast.of("member").client, "PATCH", `/handoffs/${id}`, prepare);
  if (route.endsWith("/answer"))
    await must(cast.of("deputy").client, "POST", `/handoffs/${id}/query`, { item, text: "Why?" });
  const version = part(await must(cast.operator, "GET", `/handoffs/${id}`), "version");
  return {
    params: { id },
    body: { version, item, text: `Text ${team.mark}`, reason: `Reason ${team.mark}` },
  };
}

async function schedules(cast: Cast, team: Team, route: string): Promise<Subject> {
  const id = await schedule(cast, team);
  if (route.endsWith("/restore")) await must(cast.operator, "POST", `/schedules/${id}/archive`, {});
  const held = await must(cast.operator, "GET", `/schedules/${id}`);
  const body: Record<string, unknown> = { version: part(held, "version") };
  if (/\/(overrides|swaps|temporary)/.test(route)) Object.assign(body, tomorrow());
  if (route.endsWith("/swaps")) body.userId = cast.of("member").userId;
  if (/\/overrides/.test(route)) body.userId = cast.of("deputy").userId;
  if (/\/(rules|temporary)$/.test(route)) body.layers = [layer(cast)];
  const params: Record<string, string> = { id };
  if (route.includes("{overrideId}")) {
    const given = { ...tomorrow(), userId: cast.of("lead").userId };
    const made = await must(cast.operator, "POST", `/schedules/${id}/overrides`, given);
    params.overrideId = textAt(made, "id");
    body.version = part(made, "version");
  }
  if (route.includes("{rulesId}")) {
    const given = { ...tomorrow(), layers: [layer(cast)] };
    const made = await must(cast.operator, "POST", `/schedules/${id}/temporary`, given);
    params.rulesId = textAt(made, "temporary", 0, "id");
  }
  return { params, body };
}

/** The shift of the lead's own line, which still runs: nobody makes a shift that is over by the API. */
async function shift(cast: Cast, team: Team): Promise<string> {
  const turns = { ...layer(cast), members: [cast.of("lead").userId] };
  const made = await must(cast.operator, "POST", "/schedules", scheduleBody(cast, team, { layers: [turns] }));
  const from = textAt(made, "startsAt");
  const to = new Date(Date.parse(from) + 24 * HOUR_MS).toISOString();
  const path = `/schedules/${textAt(made, "id")}/shifts?from=${from}&to=${to}`;
  return textAt(await must(cast.operator, "GET", path), "items", 0, "id");
}

/** The lead's feed of their own shifts. @returns its id, and the key that its address carries */
async function feed(cast: Cast): Promise<{ id: string; key: string }> {
  const made = await must(cast.of("lead").client, "POST", "/calendar-feeds", { kind: "person" });
  return { id: textAt(made, "feed", "id"), key: keyIn(made) };
}
const keyIn = (made: unknown) => new URL(textAt(made, "url")).searchParams.get("key") ?? "";

/** Lines, handoffs, shifts, swaps, absences and calendars. */
export const ONCALL_SEGMENTS: Segments = {
  schedules,
  swaps: async (cast, team, route) => ({
    params: { id: await swap(cast, team, route) },
    ...(route.endsWith("/offer") ? { body: { userId: cast.of("deputy").userId } } : {}),
  }),
  handoffs: handoff,
  shifts: async (cast, team) => ({ params: { id: await shift(cast, team) } }),
  "time-off": async (cast) => ({
    params: { id: textAt(await must(cast.of("member").client, "POST", "/time-off", awayLater()), "id") },
  }),
  "calendar-feeds": async (cast) => ({ params: { id: (await feed(cast)).id } }),
  calendar: async (cast) => {
    const { id, key } = await feed(cast);
    return { params: { file: `${id}.ics` }, query: { key } };
  },
};

const span = () => ({ from: inHours(-24), to: inHours(24) });

/** What their routes need beyond that. */
export const ONCALL_ADDED: Added = {
  "post /schedules": async (cast, team) => ({ params: {}, body: scheduleBody(cast, team) }),
  "post /schedules/preview": async (cast, team) => ({
    params: {},
    body: { teamId: team.id, zone: "UTC", layers: [layer(cast)] },
  }),
  "get /schedules/timeline": async () => ({ params: {}, query: span() }),
  "get /schedules/{id}/shifts": async (_cast, _team, subject) => ({ ...subject, query: span() }),
  "post /schedules/{id}/import": async (_cast, team, subject) => {
    const times = "DTSTART:20990101T080000Z\r\nDURATION:PT8H";
    const event = `BEGIN:VEVENT\r\nUID:${team.mark}\r\n${times}\r\nSUMMARY:${team.mark}\r\nEND:VEVENT`;
    return { ...subject, body: { ics: `BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR\r\n` } };
  },
  "get /schedules/{id}/calendar.ics": async (cast, _team, subject) => {
    const wanted = { kind: "schedule", scheduleId: subject.params.id };
    const made = await must(cast.operator, "POST", "/calendar-feeds", wanted);
    return { ...subject, query: { key: keyIn(made) } };
  },
  "get /on-call/mine": async () => ({ params: {}, query: span() }),
  "post /handoffs": async (cast, team) => ({
    params: {},
    body: { scheduleId: await schedule(cast, team) },
  }),
  "post /time-off": async () => ({ params: {}, body: awayLater() }),
};

import { part } from "./http-client.ts";
import { type Cast, must, type Team } from "./http-people.ts";

/** What a route is asked with: its path's parameters, and the fields of its body that the shape does not tell. */
export interface Subject {
  params: Record<string, string>;
  body?: Record<string, unknown>;
  query?: Record<string, string>;
}

/** How a thing is made whose id stands in a path behind this segment; the route says in which state it is wanted. */
export type Segments = Record<string, (cast: Cast, team: Team, route: string) => Promise<Subject>>;

/** What a route, named by method and path, needs beyond the thing its path begins with. */
export type Added = Record<string, (cast: Cast, team: Team, subject: Subject) => Promise<Subject>>;

let counter = 0;
/** A number that nothing else has. */
export const next = () => `${++counter}`;

/** A word that no other thing has, with the team's mark. */
export const named = (team: Team, what: string) => `${what} ${team.mark} ${next()}`;

/** The least that most of a team's things are made of. */
export const titled = (team: Team, what: string) => ({ title: named(team, what), teamId: team.id });

/** The version that a thing has now, for a body; nothing where things have none. */
export async function versionOf(cast: Cast, path: string): Promise<{ version?: number }> {
  const version = part(await must(cast.operator, "GET", path), "version");
  return typeof version === "number" ? { version } : {};
}

/**
 * Changes what others of the same suite may be changing: a stale version is read anew, as a person would.
 * @throws what `must` throws for any other refusal
 */
export async function changeNow(
  cast: Cast,
  method: string,
  path: string,
  read: () => Promise<Record<string, unknown>>,
): Promise<void> {
  for (;;) {
    const body = await read();
    const answer = await cast.operator.ask(method, `/api/v1${path}`, { body });
    if (answer.status < 300) return;
    if (part(answer.json, "code") !== "stale")
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 800)}`);
  }
}

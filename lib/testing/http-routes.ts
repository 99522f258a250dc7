import type { DeclaredRoute } from "#lib/platform/route.ts";
import type { Subject } from "./http-fixtures.ts";
import type { Team } from "./http-people.ts";
import { sample, shapeOf } from "./http-samples.ts";

/** The declared routes as data. They are read in this process and asked of the running server. */
export async function readRoutes(): Promise<DeclaredRoute[]> {
  // Declaring needs no database and no secret, but the configuration is read with the modules.
  process.env.DATABASE_URL ||= "postgresql://nowhere/none";
  process.env.NEXTAUTH_SECRET ||= "only-to-read-declarations";
  const { roomRoutes } = await import("#lib/registry/rooms.ts");
  return roomRoutes.flatMap((room) => room.declared);
}

/** Method and path, as everything about a route is listed under. */
export const nameOf = (route: DeclaredRoute): string => `${route.method} ${route.path}`;

/**
 * The routes that are never reached, because one declared before them answers for their address too: parts of a path
 * in braces take whatever stands there.
 */
export function shadowed(routes: readonly Pick<DeclaredRoute, "method" | "path">[]): string[] {
  const covers = (wide: string, narrow: string) => {
    const [over, under] = [wide.split("/"), narrow.split("/")];
    return (
      over.length === under.length && over.every((part, at) => /^\{\w+\}$/.test(part) || part === under[at])
    );
  };
  return routes.flatMap(({ method, path }, at) => {
    const first = routes.slice(0, at).find((one) => one.method === method && covers(one.path, path));
    return first ? [`${method} ${path} stands behind ${first.path}`] : [];
  });
}

/** The address of a route with its parameters filled in. */
export const pathOf = (route: DeclaredRoute, params: Record<string, string>): string =>
  `/api/v1${route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ""))}`;

/** The body a route is asked with: the least its schema wants, and what the subject knows. */
export function bodyOf(
  route: DeclaredRoute,
  subject: Subject,
  team: Team,
): Record<string, unknown> | undefined {
  if (!route.body) return undefined;
  const shape = shapeOf(route.body);
  const fill = (name: string) => (name === "teamId" ? team.id : name === "version" ? 1 : undefined);
  const least = sample(shape, fill) as Record<string, unknown>;
  const allowed = new Set(Object.keys(shape.properties ?? {}));
  const more = Object.entries(subject.body ?? {}).filter(([key]) => allowed.has(key));
  return { ...least, ...Object.fromEntries(more) };
}

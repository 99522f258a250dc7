import ts from "typescript";
import type { Graph, Import, Module, Sources } from "./architecture-sources.ts";

/** Rooms by floor (docs/ARCHITECTURE.md). Imports go down; rooms of one floor never meet. */
export const FLOORS: ReadonlyArray<readonly string[]> = [
  ["platform"],
  ["audit"],
  ["people", "services"],
  ["auth", "notifications"],
  ["oncall", "runbooks", "actions"],
  ["escalations"],
  ["incidents"],
  ["checklists", "postmortems"],
  ["handoffs", "registers"],
  ["kpis"],
  ["today", "search"],
  ["registry"],
];
const NOT_ROOMS = new Set(["platform", "registry", "testing"]);
export const ROOMS = FLOORS.flat().filter((name) => !NOT_ROOMS.has(name));
/** What `components/` holds beside a face for each room; the catalogue's loader is the registry's. */
const FACES = new Set(["ui", "patterns", "charts", "shell", "catalogue"]);

const floorOf = (place: string) => FLOORS.findIndex((rooms) => rooms.includes(place));
const placeOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1] ?? null;
const isTest = (path: string) => /\.test\.tsx?$/.test(path);

/** One broken rule, as a sentence that begins with the file. */
export type Violation = string;

/** Imports go down: no room names one above it or beside it, not even as a type. */
export function floors(graph: Graph): Violation[] {
  return [...graph.values()].flatMap((module) => {
    const from = placeOf(module.path);
    // A test looks at its subject from outside the house: what follows from a change may show in a room above.
    if (!from || from === "testing" || isTest(module.path)) return [];
    return module.imports.flatMap((one) => {
      const to = one.path ? placeOf(one.path) : null;
      if (!to || to === from) return [];
      if (to === "testing") return [`${module.path} imports ${one.specifier}: testing is outside the house`];
      if (floorOf(from) > floorOf(to)) return [];
      return [`${module.path} imports ${one.specifier}: ${to} is not below ${from}`];
    });
  });
}

const word = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
const VOCABULARY = [
  /^(model|schema|policy|events|queries|routes|subscribers|jobs)\.ts$/,
  /^hooks\.tsx?$/,
  new RegExp(`^(model|schema|queries|commands|routes|jobs)/${word}\\.ts$`),
  new RegExp(`^((model|schema|queries|commands|routes|jobs)/)?${word}(\\.db)?\\.test\\.ts$`),
];
const VAGUE = /(^|\/)(utils?|helpers?|misc|common|stuff)(\/|\.|$)/;

/** A room speaks the closed vocabulary of file names, and nothing is called `utils`. */
export function vocabulary(sources: Sources): Violation[] {
  return [...sources.keys()].flatMap((path) => {
    if (VAGUE.test(path)) return [`${path}: a name that says nothing`];
    const [top, place = "", ...rest] = path.split("/");
    if (top !== "lib") return [];
    if (floorOf(place) < 0 && place !== "testing") return [`${path}: ${place} is no room of the house`];
    if (NOT_ROOMS.has(place)) return [];
    const name = rest.join("/");
    if (VOCABULARY.some((pattern) => pattern.test(name))) return [];
    return [`${path}: ${name} is not in the vocabulary of a room`];
  });
}

const RESERVED =
  /^(page|layout|loading|error|not-found|global-error|template|default)\.tsx$|^route\.ts$|^(manifest|robots|sitemap)\.ts$|^(icon|apple-icon|favicon|opengraph-image)\.(svg|png|ico)$|^globals\.css$/;

/** `app/` holds Next's reserved names only. */
export function appNames(sources: Sources): Violation[] {
  return [...sources.keys()].flatMap((path) => {
    if (!path.startsWith("app/")) return [];
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (name === "globals.css" && path !== "app/globals.css") return [`${path}: one globals.css is enough`];
    return RESERVED.test(name) ? [] : [`${path}: not one of Next's reserved names`];
  });
}

/** A page that may say "not found" stands under no loading.tsx: with the skeleton a 200 would be on its way already. */
export function honestStatus(sources: Sources): Violation[] {
  const skeletons = [...sources.keys()]
    .filter((path) => path.startsWith("app/") && path.endsWith("/loading.tsx"))
    .map((path) => path.slice(0, path.lastIndexOf("/") + 1));
  return [...sources].flatMap(([path, text]) => {
    if (!/^app\/.*\/(page|layout)\.tsx$/.test(path) || !/\bnotFound\(/.test(text)) return [];
    const over = skeletons.find((folder) => path.startsWith(folder));
    return over ? [`${path}: may not be found, but ${over}loading.tsx answers 200 first`] : [];
  });
}

/** Reads and writes may stand inside a transaction, which takes one statement at a time: `together` of platform/db.ts. */
export function oneAtATime(sources: Sources): Violation[] {
  return [...sources].flatMap(([path, text]) => {
    const reads = /^lib\/(?!platform\/|testing\/)[^/]+\/(queries|commands|subscribers)(\.ts$|\/)/.test(path);
    if (!reads || path.endsWith(".test.ts")) return [];
    return /\bPromise\.(all|allSettled|race|any)\(/.test(text)
      ? [`${path}: several statements at once; use together() of platform/db.ts`]
      : [];
  });
}

/** `components/` and `prisma/models/` mirror the rooms' names. */
export function mirrors(sources: Sources): Violation[] {
  return [...sources.keys()].flatMap((path) => {
    const face = /^components\/([^/]+)/.exec(path)?.[1];
    if (face && !FACES.has(face) && !ROOMS.includes(face))
      return [`${path}: ${face} is neither a room nor ${[...FACES].join(", ")}`];
    const model = /^prisma\/models\/(.+)\.prisma$/.exec(path)?.[1];
    if (model && model !== "platform" && !ROOMS.includes(model)) return [`${path}: ${model} is no room`];
    return [];
  });
}

const SERVER_FILE =
  /^lib\/[^/]+\/((queries|commands|routes|jobs)(\/|\.ts$)|subscribers\.ts$)|^lib\/(registry|testing)\/|^scripts\//;
const SERVER_PACKAGE =
  /^(node:|#prisma$|@prisma\/|(pg|postgres|pino|nodemailer|hono|yaml|rolldown|prom-client|graphile-worker|csv-stringify|rate-limiter-flexible|typescript)(\/|$)|@hono\/|@node-rs\/|next\/(headers|server|cache)$|next-auth$|next-auth\/(jwt|next|providers))/;

/** Why a module may not reach a browser, or null: its own kind, or what it takes from Node. */
function serverOnly(target: Import): string | null {
  if (target.path && SERVER_FILE.test(target.path)) return target.path;
  return SERVER_PACKAGE.test(target.specifier) ? target.specifier : null;
}

/** Follows value imports from a module; every step's imports are handed to `look`, with the way there. */
function follow(
  graph: Graph,
  start: Module,
  lazily: boolean,
  look: (one: Import, way: string[]) => void,
): void {
  const seen = new Set<string>([start.path]);
  const walk = (module: Module, way: string[]): void => {
    for (const one of module.imports) {
      if (one.typeOnly || (one.dynamic && !lazily)) continue;
      look(one, way);
      const next = one.path ? graph.get(one.path) : undefined;
      if (!next || seen.has(next.path) || serverOnly(one)) continue;
      seen.add(next.path);
      walk(next, [...way, next.path]);
    }
  };
  walk(start, [start.path]);
}

/** Nothing of the server is reachable from a "use client" module, not even lazily. */
export function browserReach(graph: Graph): Violation[] {
  const found = new Set<Violation>();
  for (const module of graph.values()) {
    if (!module.client || isTest(module.path)) continue;
    follow(graph, module, true, (one, way) => {
      const because = serverOnly(one);
      if (because) found.add(`${way.join(" → ")} takes ${because} into the browser`);
    });
  }
  return [...found];
}

/** zod costs 36 kB and charts 100: a browser loads them on intent, never with a page's first paint. */
export function lightFirstPaint(graph: Graph): Violation[] {
  const found = new Set<Violation>();
  for (const start of graph.values()) {
    if (!start.path.startsWith("app/")) continue;
    // On the server such a package costs a browser nothing: it counts from the first "use client" on.
    const seen = new Set<string>();
    const walk = (module: Module, way: string[], client: boolean): void => {
      const here = `${module.path} ${client}`;
      if (seen.has(here)) return;
      seen.add(here);
      for (const one of module.imports) {
        if (one.typeOnly || one.dynamic) continue;
        if (client && /^(zod|recharts|react-aria-components)$/.test(one.specifier))
          found.add(`${way.join(" → ")} loads ${one.specifier} with the first paint`);
        const next = one.path ? graph.get(one.path) : undefined;
        if (next) walk(next, [...way, next.path], client || next.client);
      }
    };
    walk(start, [start.path], start.client);
  }
  return [...found];
}

const ANYWHERE = /^lib\/[^/]+\/((model|schema)(\/[^/]+)?|policy|events|keys)\.ts$/;

/** Models, schemas, policies, events and keys run anywhere: they need nothing of the server, nor of a browser. */
export function pureKinds(graph: Graph): Violation[] {
  const found = new Set<Violation>();
  for (const module of graph.values()) {
    if (!ANYWHERE.test(module.path) || isTest(module.path)) continue;
    const place = placeOf(module.path) ?? "";
    if (NOT_ROOMS.has(place)) continue;
    follow(graph, module, true, (one, way) => {
      const because = serverOnly(one) ?? (/^(react|next)(\/|$)/.test(one.specifier) ? one.specifier : null);
      if (because) found.add(`${way.join(" → ")} needs ${because}, and must run anywhere`);
    });
  }
  return [...found];
}

/** Only the registry knows Next; only hooks and the registry know components. */
export function ownEdges(graph: Graph): Violation[] {
  return [...graph.values()].flatMap((module) => {
    const place = placeOf(module.path);
    if (!place || place === "testing") return [];
    return module.imports.flatMap((one) => {
      if (place !== "registry" && /^next(-auth)?(\/|$)/.test(one.specifier))
        return [`${module.path} imports ${one.specifier}: only the registry knows Next`];
      if (!one.path?.startsWith("components/")) return [];
      if (/\/hooks\.tsx?$/.test(module.path) || (place === "registry" && one.typeOnly)) return [];
      return [`${module.path} imports ${one.specifier}: rooms do not know their face`];
    });
  });
}

/** Primitives and patterns know no room: they are composed by the faces that do. */
export function productFree(graph: Graph): Violation[] {
  const below: Record<string, readonly string[]> = {
    ui: ["ui"],
    patterns: ["ui", "patterns"],
    charts: ["ui", "patterns", "charts"],
  };
  return [...graph.values()].flatMap((module) => {
    const face = /^components\/(ui|patterns|charts)\//.exec(module.path)?.[1];
    if (!face) return [];
    return module.imports.flatMap((one) => {
      const room = one.path ? placeOf(one.path) : null;
      if (room && room !== "platform")
        return [`${module.path} imports ${one.specifier}: ${face} knows no room`];
      const other = /^components\/([^/]+)\//.exec(one.path ?? "")?.[1];
      if (other && !below[face]?.includes(other))
        return [`${module.path} imports ${one.specifier}: ${face} stands below it`];
      return [];
    });
  });
}

/** Modules are named with their extension, other rooms by `#lib/`, and every name leads to a file. */
export function importForms(graph: Graph): Violation[] {
  return [...graph.values()].flatMap((module) =>
    module.imports.flatMap((one) => {
      if (!one.path) return [];
      if (!/\.(tsx?|css|mjs|json)$/.test(one.path))
        return [`${module.path} imports ${one.specifier} without its extension`];
      const crosses = one.specifier.startsWith(".") && placeOf(one.path) !== placeOf(module.path);
      if (crosses && placeOf(module.path))
        return [`${module.path} imports ${one.specifier}: another room is named by #lib/`];
      const code = /\.tsx?$/.test(one.path) && /^(lib|components)\//.test(one.path);
      return code && !graph.has(one.path)
        ? [`${module.path} imports ${one.specifier}, which is not there`]
        : [];
    }),
  );
}

/** No file that only passes others on. */
export function barrels(graph: Graph): Violation[] {
  return [...graph.values()].flatMap(({ path, tree }) => {
    if (/(^|\/)index\.tsx?$/.test(path)) return [`${path}: an index file`];
    const passes = tree.statements.filter((one) => ts.isExportDeclaration(one) && one.moduleSpecifier);
    if (passes.some((one) => ts.isExportDeclaration(one) && !one.exportClause))
      return [`${path}: export * is a barrel`];
    const rest = tree.statements.filter((one) => !ts.isImportDeclaration(one));
    return passes.length > 0 && passes.length === rest.length ? [`${path}: it only passes others on`] : [];
  });
}

/** No `any`, no `!`, nothing silenced. */
export function looseTypes(graph: Graph): Violation[] {
  const found: Violation[] = [];
  for (const { path, tree } of graph.values()) {
    const say = (node: ts.Node, what: string) => {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${path}:${line + 1}: ${what}`);
    };
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) say(node, "any");
      if (ts.isNonNullExpression(node)) say(node, "a non-null !");
      ts.forEachChild(node, visit);
    };
    visit(tree);
    if (
      /@ts-(ignore|nocheck|expect-error)|biome-ignore lint\/(suspicious\/noExplicitAny|style\/noNonNull)/.test(
        tree.text,
      )
    )
      found.push(`${path}: a silenced check`);
  }
  return found;
}

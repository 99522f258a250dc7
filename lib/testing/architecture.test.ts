import { describe, expect, it } from "vitest";
import { bones } from "./architecture-bones.ts";
import { loadedRoutes } from "./architecture-routes.ts";
import * as rules from "./architecture-rules.ts";
import { type Graph, readGraph, readSources, type Sources } from "./architecture-sources.ts";

const sources = readSources(["lib", "app", "components", "prisma/models", "scripts", "e2e"]);
const graph = readGraph(sources);

const tree = (files: Record<string, string>): Sources => new Map(Object.entries(files));
const house = (files: Record<string, string>): Graph => readGraph(tree(files));

describe("the house", () => {
  it("reads the whole tree", () => {
    expect(graph.size).toBeGreaterThan(150);
    expect([...graph.values()].filter((module) => module.client).length).toBeGreaterThan(10);
    const edges = [...graph.values()].reduce((sum, module) => sum + module.imports.length, 0);
    console.log(`architecture: ${graph.size} modules, ${edges} imports read, exceptions: 0`);
  });
  it("imports go down", () => expect(rules.floors(graph)).toEqual([]));
  it("rooms speak the closed vocabulary", () => expect(rules.vocabulary(sources)).toEqual([]));
  it("app/ holds reserved names only", () => expect(rules.appNames(sources)).toEqual([]));
  it("what is not found answers 404", () => expect(rules.honestStatus(sources)).toEqual([]));
  it("a transaction gets one statement at a time", () => expect(rules.oneAtATime(sources)).toEqual([]));
  it("components/ and prisma/models/ mirror the rooms", () => expect(rules.mirrors(sources)).toEqual([]));
  it("no server file reaches the browser", () => expect(rules.browserReach(graph)).toEqual([]));
  it("zod and charts load on intent", () => expect(rules.lightFirstPaint(graph)).toEqual([]));
  it("models, schemas, policies and events run anywhere", () => expect(rules.pureKinds(graph)).toEqual([]));
  it("only the registry knows Next", () => expect(rules.ownEdges(graph)).toEqual([]));
  it("primitives and patterns know no room", () => expect(rules.productFree(graph)).toEqual([]));
  it("modules are named in one way", () => expect(rules.importForms(graph)).toEqual([]));
  it("there are no barrels", () => expect(rules.barrels(graph)).toEqual([]));
  it("every sub-app of routes is loaded", () => expect(loadedRoutes(graph)).toEqual([]));
  it("types are strict", () => expect(rules.looseTypes(graph)).toEqual([]));
  it("every command that opens a transaction permits, records and emits", () =>
    expect(bones(graph)).toEqual([]));
});

/** A command with all its bones, and with one taken out. */
const command = (without = "") =>
  [
    'import { recordAudit } from "#lib/audit/commands/record.ts";',
    'import { permit } from "#lib/platform/context.ts";',
    'import { inTransaction } from "#lib/platform/db.ts";',
    'import { emit } from "#lib/platform/events.ts";',
    "export async function shut(ctx) {",
    "  return inTransaction(ctx, async (tx) => {",
    without === "permit" ? "" : "    permit(canShut(ctx.actor));",
    without === "recordAudit" ? "" : "    await recordAudit(tx, ctx, {});",
    without === "emit" ? "" : "    await emit(tx, ctx, {});",
    "  });",
    "}",
  ].join("\n");

describe("each rule notices when it is broken", () => {
  it("floors", () => {
    expect(
      rules.floors(house({ "lib/people/model.ts": 'import { a } from "#lib/incidents/model.ts";' })),
    ).toHaveLength(1);
    expect(
      rules.floors(house({ "lib/people/model.ts": 'import type { A } from "#lib/services/model.ts";' })),
    ).toHaveLength(1);
    expect(
      rules.floors(house({ "lib/people/model.ts": 'type A = import("#lib/kpis/model.ts").A;' })),
    ).toHaveLength(1);
    expect(
      rules.floors(house({ "lib/kpis/queries.ts": 'import { a } from "#lib/testing/a.ts";' })),
    ).toHaveLength(1);
    expect(
      rules.floors(house({ "lib/kpis/queries.ts": 'export { a } from "#lib/today/queries.ts";' })),
    ).toHaveLength(1);
    expect(
      rules.floors(house({ "lib/kpis/queries.ts": 'import { a } from "#lib/incidents/queries.ts";' })),
    ).toEqual([]);
  });
  it("vocabulary", () => {
    const names = [
      "lib/people/service.ts",
      "lib/people/lib/a.ts",
      "lib/ghosts/model.ts",
      "lib/people/commands/a/b.ts",
      "lib/people/schema/a/b.ts",
      "lib/people/schemas/teams.ts",
      "lib/people/routes/Teams.ts",
      "lib/people/policy/teams.ts",
    ];
    for (const name of [...names, "lib/platform/utils.ts", "components/ui/helpers.tsx"])
      expect(rules.vocabulary(tree({ [name]: "" })), name).toHaveLength(1);
    for (const name of [
      "lib/people/model.ts",
      "lib/people/commands/put-member.ts",
      "lib/people/queries/teams.db.test.ts",
      "lib/people/schema/teams.ts",
      "lib/people/schema/time-off.test.ts",
      "lib/people/routes/teams.ts",
      "lib/people/routes/teams.db.test.ts",
    ])
      expect(rules.vocabulary(tree({ [name]: "" })), name).toEqual([]);
  });
  it("reserved names and mirrored folders", () => {
    expect(rules.appNames(tree({ "app/today/card.tsx": "", "app/today/globals.css": "" }))).toHaveLength(2);
    expect(
      rules.mirrors(tree({ "components/widgets/a.tsx": "", "prisma/models/misc.prisma": "" })),
    ).toHaveLength(2);
  });
  it("several statements at once", () => {
    const reads = "const [a, b] = await Promise.all([one(ctx), two(ctx)]);";
    expect(
      rules.oneAtATime(tree({ "lib/kpis/queries/a.ts": reads, "lib/kpis/queries.ts": reads })),
    ).toHaveLength(2);
    expect(
      rules.oneAtATime(tree({ "lib/kpis/jobs/a.ts": reads, "lib/kpis/queries.test.ts": reads })),
    ).toEqual([]);
  });
  it("a skeleton above a page that may not be found", () => {
    const page = "if (!thing) notFound();";
    const loose = { "app/(portal)/things/loading.tsx": "", "app/(portal)/things/[id]/page.tsx": page };
    expect(rules.honestStatus(tree(loose))).toHaveLength(1);
    const grouped = { "app/things/(list)/loading.tsx": "", "app/things/[id]/page.tsx": page };
    expect(rules.honestStatus(tree(grouped))).toEqual([]);
  });
  it("server files in the browser, direct, through others, and lazily", () => {
    const client = (line: string) => `"use client";\n${line}`;
    const direct = house({
      "components/people/a.tsx": client('import { db } from "#lib/people/queries.ts";'),
    });
    expect(rules.browserReach(direct)).toHaveLength(1);
    const through = house({
      "components/people/a.tsx": client('import { b } from "./b.ts";'),
      "components/people/b.ts": 'import { c } from "#lib/platform/c.ts";',
      "lib/platform/c.ts": 'import { randomBytes } from "node:crypto";',
    });
    expect(rules.browserReach(through)).toEqual([
      "components/people/a.tsx → components/people/b.ts → lib/platform/c.ts takes node:crypto into the browser",
    ]);
    const lazily = house({
      "components/people/a.tsx": client('const b = () => import("#lib/people/commands/invite.ts");'),
    });
    expect(rules.browserReach(lazily)).toHaveLength(1);
    for (const file of ["lib/people/routes.ts", "lib/people/routes/teams.ts"]) {
      const routes = house({ "components/people/a.tsx": client(`import { b } from "#${file}";`) });
      expect(rules.browserReach(routes), file).toEqual([
        `components/people/a.tsx takes ${file} into the browser`,
      ]);
    }
    const type = house({
      "components/people/a.tsx": client('import type { B } from "#lib/people/queries.ts";'),
    });
    expect(rules.browserReach(type)).toEqual([]);
  });
  it("zod at first paint", () => {
    const schema = { "lib/people/schema.ts": 'import { z } from "zod";' };
    const page = 'import { A } from "#components/people/a.tsx";\nimport { B } from "#lib/people/schema.ts";';
    const withFace = (face: string) =>
      house({ "app/people/page.tsx": page, "components/people/a.tsx": face, ...schema });
    const eager = withFace('"use client";\nimport { Invite } from "#lib/people/schema.ts";');
    expect(rules.lightFirstPaint(eager)).toHaveLength(1);
    const lazy = withFace('"use client";\nconst load = () => import("#lib/people/schema.ts");');
    expect(rules.lightFirstPaint(lazy)).toEqual([]);
    const server = withFace('import { Invite } from "#lib/people/schema.ts";');
    expect(rules.lightFirstPaint(server)).toEqual([]);
  });
  it("impure kinds, Next outside the registry, faces inside rooms", () => {
    expect(
      rules.pureKinds(house({ "lib/people/policy.ts": 'import { getTeam } from "./queries.ts";' })),
    ).toHaveLength(1);
    for (const file of ["lib/people/schema.ts", "lib/people/schema/teams.ts", "lib/people/model/teams.ts"]) {
      const impure = house({ [file]: 'import { getTeam } from "#lib/people/queries/teams.ts";' });
      expect(rules.pureKinds(impure), file).toHaveLength(1);
      expect(rules.pureKinds(house({ [file]: 'import { z } from "zod";' })), file).toEqual([]);
    }
    expect(
      rules.ownEdges(house({ "lib/people/queries.ts": 'import { cookies } from "next/headers";' })),
    ).toHaveLength(1);
    expect(
      rules.ownEdges(house({ "lib/people/queries.ts": 'import { A } from "#components/ui/a.tsx";' })),
    ).toHaveLength(1);
    expect(
      rules.productFree(house({ "components/ui/a.tsx": 'import type { B } from "#lib/people/schema.ts";' })),
    ).toHaveLength(1);
    expect(
      rules.productFree(house({ "components/ui/a.tsx": 'import { B } from "#components/shell/b.tsx";' })),
    ).toHaveLength(1);
  });
  it("import forms and barrels", () => {
    const forms = ["./b", "../services/model.ts", "./gone.ts"];
    for (const form of forms)
      expect(
        rules.importForms(house({ "lib/people/a.ts": `import { x } from "${form}";` })),
        form,
      ).toHaveLength(1);
    expect(rules.barrels(house({ "lib/people/model.ts": 'export * from "./a.ts";' }))).toHaveLength(1);
    expect(rules.barrels(house({ "lib/people/model.ts": 'export { a } from "./a.ts";' }))).toHaveLength(1);
    expect(rules.barrels(house({ "lib/people/index.ts": "export const a = 1;" }))).toHaveLength(1);
  });
  it("routes that nobody reaches", () => {
    const app = (name: string) => `export const ${name} = newRoutes();`;
    const files = {
      "lib/people/routes/teams.ts": app("teamRoutes"),
      "lib/people/routes.ts": app("peopleRoutes"),
    };
    const rooms = (list: string, line = 'import { teamRoutes } from "#lib/people/routes/teams.ts";') => ({
      "lib/registry/rooms.ts": `import { peopleRoutes } from "#lib/people/routes.ts";
        ${line}
        export const roomRoutes: Routes[] = [${list}];`,
    });
    expect(loadedRoutes(house({ ...files, ...rooms("peopleRoutes, teamRoutes") }))).toEqual([]);
    expect(loadedRoutes(house({ ...files, ...rooms("peopleRoutes") }))).toEqual([
      "lib/people/routes/teams.ts: teamRoutes is not in the list of lib/registry/rooms.ts",
    ]);
    const elsewhere = 'import { teamRoutes } from "#lib/services/routes/teams.ts";';
    expect(loadedRoutes(house({ ...files, ...rooms("peopleRoutes, teamRoutes", elsewhere) }))).toHaveLength(
      1,
    );
    expect(loadedRoutes(house(files))).toHaveLength(2);
    const borrowed = 'import { peopleRoutes } from "../routes.ts"; route(peopleRoutes, {});';
    expect(loadedRoutes(house({ "lib/people/routes/teams.ts": borrowed }))).toEqual([
      "lib/people/routes/teams.ts: declares no routes of its own",
    ]);
  });
  it("loose types", () => {
    const any = ["let a: ", "any;"].join("");
    expect(rules.looseTypes(house({ "lib/people/a.ts": any }))).toHaveLength(1);
    expect(rules.looseTypes(house({ "lib/people/a.ts": ["a", ".b();"].join("!") }))).toHaveLength(1);
    expect(rules.looseTypes(house({ "lib/people/a.ts": ["// @ts", "ignore"].join("-") }))).toHaveLength(1);
  });
  it("missing bones", () => {
    const path = "lib/people/commands/shut.ts";
    expect(bones(house({ [path]: command() }))).toEqual([]);
    for (const bone of ["permit", "recordAudit", "emit"])
      expect(bones(house({ [path]: command(bone) })), bone).toHaveLength(1);
    const blanket = command().replace("canShut(ctx.actor)", "true");
    expect(bones(house({ [path]: blanket }))).toHaveLength(1);
    const own = command().replace('import { emit } from "#lib/platform/events.ts";', "const emit = () => 1;");
    expect(bones(house({ [path]: own }))).toHaveLength(1);
    const internal = {
      [path]: `${command("emit").replace("    await recordAudit", "    await tell(tx, ctx);\n    await recordAudit")}
        import { tell } from "./internal.ts";`,
      "lib/people/commands/internal.ts":
        'import { emit } from "#lib/platform/events.ts"; export async function tell(tx, ctx) { await emit(tx, ctx, {}); }',
    };
    expect(bones(house(internal))).toEqual([]);
    const elsewhere = {
      ...internal,
      [path]: (internal[path] ?? "").replace("./internal.ts", "#lib/audit/commands/tell.ts"),
    };
    expect(bones(house(elsewhere))).toHaveLength(1);
  });
});

import ts from "typescript";
import type { Violation } from "./architecture-rules.ts";
import type { Graph, Module } from "./architecture-sources.ts";

/** Where the rooms' routes are put together. */
const ROOMS_FILE = "lib/registry/rooms.ts";

const isCallOf = (node: ts.Node | undefined, name: string): boolean =>
  node !== undefined &&
  ts.isCallExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === name;

/** The constants of a module with what they are made of. */
const constantsOf = (module: Module): [string, ts.Expression | undefined][] =>
  module.tree.statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.map((one): [string, ts.Expression | undefined] => [
          one.name.getText(module.tree),
          one.initializer,
        ])
      : [],
  );

/** `file#name` of what stands in the list of all routes. */
function listedIn(rooms: Module): Set<string> {
  const [, list] = constantsOf(rooms).find(([name]) => name === "roomRoutes") ?? [];
  const listed = new Set<string>();
  if (!list || !ts.isArrayLiteralExpression(list)) return listed;
  const names = new Set(list.elements.map((one) => one.getText(rooms.tree)));
  for (const one of rooms.imports) {
    if (one.typeOnly) continue;
    for (const [local, there] of one.names) if (names.has(local)) listed.add(`${one.path}#${there}`);
  }
  return listed;
}

/**
 * A file below `routes/` has a sub-app of its own, and every sub-app of the house stands in the registry's list: a file
 * that is not there would declare routes that nobody reaches, and that no test about all routes ever sees.
 */
export function loadedRoutes(graph: Graph): Violation[] {
  const rooms = graph.get(ROOMS_FILE);
  const listed = rooms ? listedIn(rooms) : new Set<string>();
  return [...graph.values()].flatMap((module) => {
    if (!/^lib\/(?!platform\/|testing\/)/.test(module.path) || /\.test\.ts$/.test(module.path)) return [];
    const apps = constantsOf(module).filter(([, made]) => isCallOf(made, "newRoutes"));
    if (apps.length === 0 && /^lib\/[^/]+\/routes\//.test(module.path))
      return [`${module.path}: declares no routes of its own`];
    return apps
      .filter(([name]) => !listed.has(`${module.path}#${name}`))
      .map(([name]) => `${module.path}: ${name} is not in the list of ${ROOMS_FILE}`);
  });
}

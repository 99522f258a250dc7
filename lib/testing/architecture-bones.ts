import ts from "typescript";
import type { Violation } from "./architecture-rules.ts";
import type { Graph, Module } from "./architecture-sources.ts";

/** What a write that opens a transaction must also do, and where the doing of it comes from. */
const BONES = [
  { call: "permit", from: "lib/platform/context.ts", sentence: "checks no policy" },
  { call: "recordAudit", from: "lib/audit/commands/record.ts", sentence: "writes no audit entry" },
  { call: "emit", from: "lib/platform/events.ts", sentence: "emits no event" },
] as const;

type Body = ts.FunctionDeclaration | ts.VariableDeclaration;

/** The functions of a module by name: declared ones, and constants that hold one. */
function functionsOf(module: Module): Map<string, Body> {
  const found = new Map<string, Body>();
  for (const statement of module.tree.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) found.set(statement.name.text, statement);
    if (ts.isVariableStatement(statement)) {
      for (const one of statement.declarationList.declarations) {
        if (ts.isIdentifier(one.name) && one.initializer) found.set(one.name.text, one);
      }
    }
  }
  return found;
}

interface Call {
  name: string;
  first: ts.Expression | undefined;
}

function callsIn(body: ts.Node): Call[] {
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
      calls.push({ name: node.expression.text, first: node.arguments[0] });
    ts.forEachChild(node, visit);
  };
  visit(body);
  return calls;
}

/** Where a called name comes from: a file and the name it has there. */
function originOf(module: Module, name: string): { path: string; name: string } {
  for (const one of module.imports) {
    const there = one.names.get(name);
    if (there !== undefined && one.path && !one.typeOnly) return { path: one.path, name: there };
  }
  return { path: module.path, name };
}

/**
 * What a function does of the bones, itself or through functions of the same room that it calls. A call only counts
 * when the name leads to the platform's own function, and `permit(true)` is no policy.
 */
function bonesOf(graph: Graph, module: Module, name: string, seen = new Set<string>()): Set<string> {
  const done = new Set<string>();
  const key = `${module.path}#${name}`;
  const body = functionsOf(module).get(name);
  if (!body || seen.has(key)) return done;
  seen.add(key);
  const room = /^lib\/[^/]+\//.exec(module.path)?.[0] ?? "";
  for (const call of callsIn(body)) {
    const origin = originOf(module, call.name);
    const bone = BONES.find((one) => one.call === origin.name && one.from === origin.path);
    if (bone) {
      if (bone.call !== "permit" || call.first?.kind !== ts.SyntaxKind.TrueKeyword) done.add(bone.call);
    } else if (origin.path.startsWith(room)) {
      const there = graph.get(origin.path);
      if (there) for (const one of bonesOf(graph, there, origin.name, seen)) done.add(one);
    }
  }
  return done;
}

const opensTransaction = (module: Module, name: string): boolean => {
  const body = functionsOf(module).get(name);
  return (
    body !== undefined && callsIn(body).some((call) => originOf(module, call.name).name === "inTransaction")
  );
};

/**
 * Every function of `commands/` that opens a transaction also checks a policy, writes audit and emits an event. The
 * audit room stands below events and policies of others: its own record is what it writes.
 */
export function bones(graph: Graph): Violation[] {
  const found: Violation[] = [];
  for (const module of graph.values()) {
    if (!/^lib\/[^/]+\/commands\/[^/]+\.ts$/.test(module.path) || /\.test\.ts$/.test(module.path)) continue;
    for (const name of functionsOf(module).keys()) {
      if (!opensTransaction(module, name)) continue;
      // A step inside the file belongs to the verb that calls it.
      const callers = [...functionsOf(module).entries()].filter(
        ([other, body]) => other !== name && callsIn(body).some((call) => call.name === name),
      );
      const judged = callers.length > 0 ? callers.map(([other]) => other) : [name];
      for (const one of judged) {
        const done = bonesOf(graph, module, one);
        for (const bone of BONES)
          if (!done.has(bone.call))
            found.push(`${module.path}: ${one} opens a transaction and ${bone.sentence}`);
      }
    }
  }
  return [...new Set(found)];
}

import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Path from the checkout's root → text. Synthetic trees of tests have the same form. */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  /** As it is written. */
  specifier: string;
  /** Path from the root when it is one of ours, else null. */
  path: string | null;
  typeOnly: boolean;
  /** `import()`: loaded when it is asked for. */
  dynamic: boolean;
  /** Local name → exported name. */
  names: ReadonlyMap<string, string>;
}

export interface Module {
  path: string;
  tree: ts.SourceFile;
  imports: readonly Import[];
  /** Starts with "use client". */
  client: boolean;
}

export type Graph = ReadonlyMap<string, Module>;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The project's own files below these folders, whatever their kind. */
export function readSources(folders: readonly string[]): Sources {
  const sources = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of globSync(`${folder}/**/*`, { cwd: root, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/");
      sources.set(path, /\.(ts|tsx|prisma)$/.test(path) ? readFileSync(join(root, path), "utf8") : "");
    }
  }
  return sources;
}

function resolve(from: string, specifier: string): string | null {
  if (
    specifier.startsWith("#lib/") ||
    specifier.startsWith("#components/") ||
    specifier.startsWith("#scripts/")
  )
    return specifier.slice(1);
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), specifier));
  return null;
}

function namesOf(clause: ts.ImportClause | undefined): Map<string, string> {
  const names = new Map<string, string>();
  if (clause?.name) names.set(clause.name.text, "default");
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamedImports(bindings)) {
    for (const one of bindings.elements) names.set(one.name.text, (one.propertyName ?? one.name).text);
  }
  if (bindings && ts.isNamespaceImport(bindings)) names.set(bindings.name.text, "*");
  return names;
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, rest: Omit<Import, "specifier" | "path">) =>
    found.push({ specifier, path: resolve(path, specifier), ...rest });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      add(node.moduleSpecifier.text, { typeOnly, dynamic: false, names: namesOf(node.importClause) });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier.text, { typeOnly: node.isTypeOnly, dynamic: false, names: new Map() });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [target] = node.arguments;
      if (target && ts.isStringLiteral(target))
        add(target.text, { typeOnly: false, dynamic: true, names: new Map() });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const { literal } = node.argument;
      if (ts.isStringLiteral(literal))
        add(literal.text, { typeOnly: true, dynamic: false, names: new Map() });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Reads every TypeScript file of a tree with TypeScript's own parser. */
export function readGraph(sources: Sources): Graph {
  const graph = new Map<string, Module>();
  for (const [path, text] of sources) {
    if (!/\.tsx?$/.test(path)) continue;
    const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
    const client = /^\s*(\/\*[\s\S]*?\*\/\s*|\/\/[^\n]*\n\s*)*["']use client["']/.test(text);
    graph.set(path, { path, tree, imports: importsOf(path, tree), client });
  }
  return graph;
}

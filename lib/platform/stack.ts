import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { once } from "./shared.ts";

/** A place in a built file, as it stands in a stack: `file:///srv/evenkeel/dist/web.js:120:14`. */
const PLACE = /(?:file:\/\/)?(\/[^\s()]*\.js):(\d+):(\d+)/g;
/** Packages name their sources so that nobody would find them. */
const PACKAGE = /\/node_modules\//;

/** Steps out of the folder of what was built, which say nothing. */
const shortened = (source: string) => source.replace(/^(?:\.\.\/|\[project\]\/|turbopack:\/\/\/)+/, "");

/** By built file; read when an error in it is first told: read at each start they cost a second and many megabytes. */
const maps = () => once("source-maps", () => new Map<string, SourceMap | null>());

function mapOf(file: string): SourceMap | null {
  const known = maps().get(file);
  if (known !== undefined) return known;
  let map: SourceMap | null = null;
  try {
    map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  } catch {
    // What has no map, or one that cannot be read, keeps its own places.
  }
  maps().set(file, map);
  return map;
}

/** A stack in the places of the source, as far as the built files bring their maps. */
export function sourceStack(stack: string): string {
  return stack.replace(PLACE, (whole, file: string, line: string, column: string) => {
    const map = PACKAGE.test(file) ? null : mapOf(file);
    const found = map?.findEntry(Number(line) - 1, Number(column) - 1);
    return found && "originalSource" in found
      ? `${shortened(found.originalSource)}:${found.originalLine + 1}:${found.originalColumn + 1}`
      : whole;
  });
}

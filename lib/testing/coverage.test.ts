import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROW = /\b[SCG]-\d{2,3}\b/g;
const CITING = ["lib", "components", "prisma/catalogue"];

/** Files that can cite a row; tests quote rows, they do not keep them. */
function citing(file: string): boolean {
  return /\.(ts|tsx|yaml)$/.test(file) && !/\.test\.tsx?$/.test(file);
}

function cited(): Map<string, string> {
  const rows = new Map<string, string>();
  for (const root of CITING) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !citing(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      for (const [row] of readFileSync(path, "utf8").matchAll(ROW)) rows.set(row, rows.get(row) ?? path);
    }
  }
  return rows;
}

function table(): { row: string; sentence: string }[] {
  const lines = readFileSync("docs/COVERAGE.md", "utf8").matchAll(/^\| ([SCG]-\d{2,3}) \| (.*) \|$/gm);
  return [...lines].map(([, row, sentence]) => ({ row: row ?? "", sentence: sentence ?? "" }));
}

describe("docs/COVERAGE.md", () => {
  const rows = cited();
  const listed = table();

  test("has a line for each row the code or the catalogue cites", () => {
    const known = new Set(listed.map((line) => line.row));
    const missing = [...rows]
      .filter(([row]) => !known.has(row))
      .map(([row, path]) => `${row}, cited in ${path}`);
    expect(missing).toEqual([]);
  });

  test("has no line for a row that nothing cites, and none twice", () => {
    expect(listed.filter((line) => !rows.has(line.row)).map((line) => line.row)).toEqual([]);
    expect(new Set(listed.map((line) => line.row)).size).toBe(listed.length);
  });

  test("says each row in one short sentence", () => {
    expect(listed.length).toBeGreaterThan(300);
    for (const { row, sentence } of listed) {
      expect(sentence, row).toMatch(/^[A-Z].*\.$/);
      expect(sentence.length, row).toBeLessThanOrEqual(120);
      expect(sentence.slice(0, -1).includes(". "), row).toBe(false);
    }
  });

  test("the citations are real: rows have numbers that exist", () => {
    const last = { S: 279, C: 50, G: 15 };
    for (const [row, path] of rows) {
      const kind = row[0] as keyof typeof last;
      expect(Number(row.slice(2)), `${row} in ${path}`).toBeLessThanOrEqual(last[kind]);
    }
  });
});

import pg from "pg";

/** A statement as it went to the database. */
export interface Statement {
  text: string;
  values: unknown[];
}

type Asked = string | { text: string; values?: unknown[] };

let heard: Statement[] | null = null;

/**
 * Listens to the driver from now on. A connection keeps the sender it was made with, so this comes before the first
 * one is opened (or after all were closed).
 */
export function listenToStatements(): void {
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function record(this: unknown, ...given: unknown[]) {
    const asked = given[0] as Asked;
    const values = Array.isArray(given[1]) ? given[1] : [];
    if (typeof asked === "string") heard?.push({ text: asked, values });
    else if (asked && typeof asked.text === "string")
      heard?.push({ text: asked.text, values: asked.values ?? values });
    return original.apply(this, given);
  };
}

/** Runs `work` in this process and returns every statement it sent through pg, in order. @throws when there was none */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  heard = [];
  const told = heard;
  try {
    await work();
  } finally {
    heard = null;
  }
  if (told.length === 0) throw new Error("Nothing was heard of the database: the floor would be none.");
  return told.filter((one) => !/NOTIFY|UPDATE api_tokens SET last_used_at/.test(one.text));
}

import pg from "pg";

/** A statement as it went to the database. */
export interface Statement {
  text: string;
  values: unknown[];
}

type Asked = string | { text: string; values?: unknown[] };

/** Runs `work` in this process and returns every statement it sent through pg, in order. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const told: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function record(this: unknown, ...given: unknown[]) {
    const asked = given[0] as Asked;
    if (typeof asked === "string")
      told.push({ text: asked, values: Array.isArray(given[1]) ? given[1] : [] });
    else if (asked && typeof asked.text === "string")
      told.push({ text: asked.text, values: asked.values ?? (Array.isArray(given[1]) ? given[1] : []) });
    return original.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return told.filter((one) => !/NOTIFY|UPDATE api_tokens SET last_used_at/.test(one.text));
}

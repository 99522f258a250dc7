import type { Tx } from "#lib/platform/db.ts";
import { invalidField, notFound } from "#lib/platform/errors.ts";
import { outsideProblem } from "#lib/platform/outside.ts";
import { readHeaderLines } from "../jobs/by-http.ts";
import { fillTemplate } from "../model/text.ts";

/** @throws not_found */
export async function gatewayForUpdate(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT id FROM gateways WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.gateway.findUnique({ where: { id } });
  if (!row) throw notFound("gateway");
  return row;
}

/** Refused in a header: they belong to the connection, not to the message. */
const CONNECTION = new Set(["host", "content-length", "transfer-encoding", "connection", "upgrade"]);

/** @throws invalid when it could never carry a text to a phone */
export function checkGateway(input: { url: string; method: string; headers: string; body: string }): void {
  // The host stands fast: what is filled in may be in the path and query only.
  if (/^[^/?#]*\/\/[^/?#]*\{\{/.test(input.url))
    throw invalidField("url", "The host cannot be filled in; use {{phone}} in the path or the query.");
  const filled = fillTemplate(
    input.url,
    { phone: "1", text: "1", severity: "1", number: "1" },
    encodeURIComponent,
  );
  const problem = outsideProblem(filled);
  if (problem) throw invalidField("url", problem);
  const lines = input.headers.split("\n").filter((line) => line.trim() !== "");
  const read = readHeaderLines(input.headers);
  if (Object.keys(read).length !== lines.length)
    throw invalidField(
      "headers",
      "Write one header a line, each once, for example Authorization: Bearer key.",
    );
  const wrong = Object.entries(read).find(
    ([name, value]) => CONNECTION.has(name) || !/^[\t\x20-\x7e]*$/.test(value),
  );
  if (wrong) throw invalidField("headers", `The header ${wrong[0].slice(0, 40)} cannot be set here.`);
  const template = `${input.url}${input.method === "GET" ? "" : input.body}`;
  if (!/\{\{\s*phone\s*\}\}/.test(template))
    throw invalidField("body", "Say where the number goes: write {{phone}} in the body or the address.");
  if (!/\{\{\s*text\s*\}\}/.test(template))
    throw invalidField("body", "Say where the text goes: write {{text}} in the body or the address.");
}

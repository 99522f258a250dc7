import { Writable } from "node:stream";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { log, scrub } from "./log.ts";

/** The process's own logger with its redaction, writing into a string. */
function written(work: (logger: pino.Logger) => void): string {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const logger = log();
  const symbol = pino.symbols.streamSym;
  const held = logger as unknown as Record<symbol, unknown>;
  const before = held[symbol];
  const level = logger.level;
  held[symbol] = stream;
  logger.level = "info";
  try {
    work(logger);
  } finally {
    held[symbol] = before;
    logger.level = level;
  }
  return lines.join("");
}

const SECRETS = ["hunter2-secret", "ek_api_0123456789abcdef", "postgresql://u:hunter2-secret@host/db"];

describe("the log (S-231)", () => {
  it("redacts secrets by the name of their field, up to two levels down", () => {
    const text = written((logger) => {
      logger.info({ password: SECRETS[0], body: { token: SECRETS[1], deep: { cookie: SECRETS[0] } } }, "x");
      logger.info(
        { headers: { authorization: `Bearer ${SECRETS[1]}`, "set-cookie": SECRETS[0] }, email: SECRETS[0] },
        "y",
      );
    });
    expect(text).toContain("[redacted]");
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });
  it("scrubs errors and their causes", () => {
    const cause = new Error(`connect ${SECRETS[2]}`);
    const text = written((logger) =>
      logger.error({ err: new Error(`Bearer ${SECRETS[1]}`, { cause }) }, "z"),
    );
    expect(text).toContain('"type":"Error"');
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });
  it("notices: a secret under an innocent name is not hidden by accident", () => {
    expect(written((logger) => logger.info({ note: "hunter2-secret" }, "w"))).toContain("hunter2-secret");
  });
  it("scrubs text", () => {
    expect(scrub(`see ${SECRETS[2]} and Bearer abc.def and ${SECRETS[1]}`)).toBe(
      "see postgresql://u:***@host/db and Bearer *** and ek_api_***",
    );
  });
});

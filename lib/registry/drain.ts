import type { Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { shared } from "#lib/platform/shared.ts";

/** How long readiness says no before the door closes, in milliseconds: a proxy in front needs to see it once. */
const notice = 500;
/** What is left of the ten seconds a stop may take is for requests in flight, in milliseconds. */
const patience = 8_000;

/** The open event streams of this process. They never end by themselves, so stopping has to say goodbye to them. */
export class Streams {
  readonly #open = new Set<ServerResponse>();

  add(response: ServerResponse): void {
    this.#open.add(response);
    response.once("close", () => this.#open.delete(response));
  }

  /** Tells every browser to come back in about a second (spread, so that they do not come at once). */
  sayGoodbye(): void {
    for (const response of this.#open) {
      const wait = 500 + Math.floor(Math.random() * 1000);
      if (response.headersSent && !response.writableEnded)
        response.end(`retry: ${wait}\nevent: bye\ndata: {}\n\n`);
    }
  }
}

/**
 * Ends a server in good order: health answers 503, streams are told to reconnect, no new connection is taken,
 * requests in flight are answered, and after ten seconds at most whatever is left is cut off.
 */
export async function drain(server: Server, streams: Streams): Promise<void> {
  shared().draining = true;
  await pause(notice);
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  streams.sayGoodbye();
  const sweep = setInterval(() => {
    streams.sayGoodbye();
    server.closeIdleConnections();
  }, 100);
  const cut = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

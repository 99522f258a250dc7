import { callOutside, OutsideError, type OutsideRequest } from "#lib/platform/outside.ts";

/** How a receiver took a message. */
export interface Outcome {
  ok: boolean;
  /** What it answered, fit to be shown: no address, no secret. */
  answer: string;
  /** Another try would get the same answer. */
  final: boolean;
  /** The address exists no longer. */
  gone: boolean;
  tookMs: number;
}

/** Answers below 500 after which another try may succeed. */
const AGAIN = new Set([408, 425, 429]);

/**
 * One try over HTTP: 2xx is a delivery; a redirect is an answer like any other refusal, it is never followed.
 * @param gone statuses that say the address exists no longer
 */
export async function tryHttp(request: OutsideRequest, gone: readonly number[] = []): Promise<Outcome> {
  const started = performance.now();
  try {
    const { status, text, tookMs } = await callOutside(request);
    return {
      ok: status >= 200 && status < 300,
      answer: `${status} ${text}`.trim(),
      final: status < 500 && !AGAIN.has(status),
      gone: gone.includes(status),
      tookMs,
    };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const tookMs = Math.round(performance.now() - started);
    return { ok: false, answer: error.message, final: error.code === "refused", gone: false, tookMs };
  }
}

/** A JSON body with its header. */
export const jsonBody = (value: unknown) => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

import { log, reportError } from "#lib/platform/log.ts";
import { carry } from "./carry.ts";
import { type Bundle, claimDue } from "./claim.ts";
import { dropEnded, finish } from "./finish.ts";
import { loadBundle } from "./load.ts";

/** Calls of one receiver at a time, per process: a slow one holds up itself. */
const PER_LANE = 4;
/** Of all receivers together. */
const IN_ALL = 96;
const ROUND_MS = 1000;
/** How long what is under way may take at the end of the process; a lease ends by itself. */
const STOP_MS = 8000;

export interface Sender {
  /** Looks at once: something was committed. */
  wake(): void;
  /** Takes nothing new and waits a little for what is under way. */
  stop(): Promise<void>;
}

async function deliver(claimed: Bundle): Promise<void> {
  const [first, ...others] = await dropEnded(claimed);
  if (!first) return;
  const bundle: Bundle = [first, ...others];
  const loaded = await loadBundle(bundle);
  const outcome =
    "because" in loaded
      ? { ok: false, answer: loaded.because, final: true, gone: false, tookMs: 0 }
      : await carry(loaded.to, loaded.out);
  await finish(bundle, outcome);
}

/**
 * Brings out what is planned, outside any transaction: claims under a lease, sends, writes down the answer. Any number
 * of processes may run one. A lost database is waited for; what was being sent is sent again after its lease.
 */
export function startSender(): Sender {
  const used = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  let wake: () => void = () => undefined;
  let woken = false;

  function start(bundle: Bundle): void {
    const { lane } = bundle[0];
    used.set(lane, (used.get(lane) ?? 0) + 1);
    const work = deliver(bundle)
      .catch((error) => reportError(error, { dispatchId: bundle[0].id }))
      .finally(() => {
        const left = (used.get(lane) ?? 1) - 1;
        if (left > 0) used.set(lane, left);
        else used.delete(lane);
        underWay.delete(work);
        wake();
      });
    underWay.add(work);
  }

  async function loop(): Promise<void> {
    let away = false;
    while (!stopping) {
      woken = false;
      try {
        if (underWay.size < IN_ALL) for (const bundle of await claimDue(used, PER_LANE)) start(bundle);
        away = false;
      } catch (error) {
        if (!away) log().warn({ err: error }, "messages cannot be claimed; trying again each second");
        away = true;
      }
      if (woken && !away) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ROUND_MS);
        wake = () => {
          woken = true;
          clearTimeout(timer);
          resolve();
        };
        if (stopping) wake();
      });
    }
  }

  const running = loop();
  return {
    wake: () => {
      woken = true;
      wake();
    },
    async stop() {
      stopping = true;
      wake();
      await running;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, STOP_MS);
      });
      await Promise.race([Promise.allSettled(underWay), patience]);
      clearTimeout(timer);
    },
  };
}

"use client";

import { useEffect, useState } from "react";
import type { Unsent } from "#components/shell/unsent.ts";
import { Button } from "#components/ui/button.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { useZone } from "#components/ui/time-context.tsx";
import { formatTime, plural } from "#lib/platform/format.ts";

const SHOW_AFTER_MS = 3_000;

/**
 * What the server has not confirmed yet, on every page, with its own time; also keeps what is seen for the time the
 * server is away. Both load when the page has nothing else to do.
 */
export function UnsentBar({ me }: { me: string }) {
  const [waiting, setWaiting] = useState<Unsent[]>([]);
  const [soon, setSoon] = useState(true);
  useEffect(() => {
    let ended = false;
    const stops: Array<() => void> = [];
    const begin = async () => {
      const [unsent, kept] = await Promise.all([
        import("#components/shell/unsent.ts"),
        import("#components/shell/kept.ts"),
      ]);
      if (ended) return;
      stops.push(unsent.watchUnsent(me, setWaiting), kept.keepSeen(me));
      void kept.prepareOffline();
    };
    // Where the browser has no idle call, shortly after the first paint does as well.
    const idle = "requestIdleCallback" in window;
    const handle = idle
      ? requestIdleCallback(() => void begin(), { timeout: 3000 })
      : setTimeout(() => void begin(), 1000);
    return () => {
      ended = true;
      if (idle) cancelIdleCallback(handle as number);
      else clearTimeout(handle);
      for (const stop of stops) stop();
    };
  }, [me]);
  const any = waiting.length > 0;
  useEffect(() => {
    setSoon(true);
    if (!any) return;
    const timer = setTimeout(() => setSoon(false), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [any]);
  if (!any || (soon && waiting.every((one) => one.problem === null))) return null;
  return <Waiting me={me} waiting={waiting} />;
}

function Waiting({ me, waiting }: { me: string; waiting: Unsent[] }) {
  const zone = useZone();
  const act = async (work: (unsent: typeof import("#components/shell/unsent.ts")) => Promise<unknown>) => {
    await work(await import("#components/shell/unsent.ts"));
  };
  return (
    <section className="unsent noprint" aria-label="Not sent yet" role="status">
      <details>
        <summary>
          <StateGlyph state="warn" />
          <span className="b">{plural(waiting.length, "entry", "entries")} not sent yet</span>
          <span className="t2 desk">Kept in this browser under your name; sent once the server answers.</span>
        </summary>
        <ul>
          {waiting.map((one) => (
            <li key={one.slot} className="row wrap">
              <span className="num t2">{formatTime(one.at, zone)}</span>
              <a className="link grow" href={one.href}>
                {one.says}
              </a>
              {one.problem ? (
                <span className="crit xs">{one.problem}</span>
              ) : (
                <span className="xs t2">waiting</span>
              )}
              {one.problem ? (
                <>
                  <Button
                    size="sm"
                    onClick={() =>
                      void act(async (unsent) => {
                        await unsent.keepUnsent({ ...one, problem: null });
                        await unsent.sendUnsent(me, 0);
                      })
                    }
                  >
                    Try again
                  </Button>
                  <Button
                    size="sm"
                    variant="quiet"
                    onClick={() => void act((unsent) => unsent.dropUnsent(me, one.slot, one.idempotencyKey))}
                  >
                    Remove
                  </Button>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

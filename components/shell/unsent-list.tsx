"use client";

import type { Unsent } from "#components/shell/unsent.ts";
import { Button } from "#components/ui/button.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { useZone } from "#components/ui/time-context.tsx";
import { formatTime, plural } from "#lib/platform/format.ts";

/** What waits, each with its own time; what the server refused can be tried again or removed. */
export function UnsentList({ me, waiting }: { me: string; waiting: Unsent[] }) {
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

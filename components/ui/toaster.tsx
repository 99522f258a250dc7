"use client";

import X from "lucide-react/icons/x";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import {
  currentToasts,
  dismissToast,
  holdToast,
  noToasts,
  subscribeToasts,
  type Toast,
} from "#components/ui/toast.ts";

/** Where toasts appear. The shell holds one; the region is there before the first toast, so it is announced. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, noToasts);
  return (
    <section className="toasts" aria-label="Messages">
      <div aria-live="polite" className="contents">
        {toasts.map((entry) => (
          <ToastCard key={entry.id} entry={entry} />
        ))}
      </div>
    </section>
  );
}

/** Seconds until it goes by itself; null when it stays. */
function useSecondsLeft(entry: Toast): number | null {
  const [now, setNow] = useState(() => Date.now());
  const timed = Number.isFinite(entry.until);
  useEffect(() => {
    if (!timed) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= entry.until) dismissToast(entry.id);
    }, 250);
    return () => clearInterval(timer);
  }, [timed, entry.until, entry.id]);
  return timed ? Math.max(0, Math.ceil((entry.until - now) / 1000)) : null;
}

function ToastCard({ entry }: { entry: Toast }) {
  const left = useSecondsLeft(entry);
  const hold = () => holdToast(entry.id);
  const act = (run: () => void) => () => {
    run();
    dismissToast(entry.id);
  };
  const { undo, action, tone = "ok" } = entry;
  return (
    // Reading it gives it its time again.
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only delays the end, nothing else
    <div className="toast" onPointerMove={hold} onFocus={hold}>
      <StateGlyph state={tone === "crit" ? "crit" : tone === "info" ? "now" : "ok"} />
      <span className="grow">
        <span className="m">{entry.title}</span>
        {entry.detail ? <span className="block xs t2">{entry.detail}</span> : null}
      </span>
      {undo ? (
        <Button size="sm" variant="soft" onClick={act(undo)}>
          Undo
          {left === null ? null : (
            <span className="t3 num" aria-hidden="true">
              {left}
            </span>
          )}
        </Button>
      ) : null}
      {action ? (
        <Button size="sm" variant="soft" onClick={act(action.run)}>
          {action.label}
        </Button>
      ) : null}
      {undo ? null : (
        <Button
          size="sm"
          variant="quiet"
          iconOnly
          icon={<X />}
          label="Dismiss"
          onClick={() => dismissToast(entry.id)}
        />
      )}
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect, useState } from "react";
import { useRecovery } from "#components/shell/use-recovery.ts";
import { ErrorPanel } from "#components/ui/error-panel.tsx";

export type PageFailure = { error: Error & { digest?: string }; reset: () => void };

/** A page failed: what is known, what was kept, the way on, and the number to look for in the log. */
export function PageError({ error, reset }: PageFailure) {
  const router = useRouter();
  const [requestId, setRequestId] = useState<string>();
  useEffect(() => {
    setRequestId(document.querySelector<HTMLMetaElement>("meta[name=request-id]")?.content);
  }, []);
  function again() {
    // The server is asked again, and the page drawn anew, in one step.
    startTransition(() => {
      router.refresh();
      reset();
    });
  }
  const away = useRecovery(again);
  const happened = away
    ? "The database does not answer. This page asks again every few seconds and comes back by itself."
    : "The server did not answer, or it answered with an error. The error is in its log.";
  return (
    <div className="panel max-w-xl">
      <ErrorPanel
        level={1}
        announce
        title={away ? "The database is away" : "This page could not be shown"}
        happened={happened}
        kept="Nothing you saved is lost. Drafts are kept in this browser."
        requestId={error.digest ?? requestId}
        actions={
          <>
            <button type="button" className="btn primary" onClick={again}>
              Try again
            </button>
            {/* A full load, not a client navigation: what runs here has failed, and the link's own code stays out of every page. */}
            <a className="btn" href="/today">
              Go to Today
            </a>
          </>
        }
      />
    </div>
  );
}

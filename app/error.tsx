"use client";

import { useEffect } from "react";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { ErrorPanel } from "#components/ui/states.tsx";

type Failure = { error: Error & { digest?: string }; reset: () => void };

/** A page failed. What was typed stays in this browser; the digest finds the failure in the log. */
export default function PageError({ error, reset }: Failure) {
  useEffect(() => console.error(error.digest ?? error.message), [error]);
  return (
    <div className="panel max-w-xl">
      <ErrorPanel
        level={1}
        announce
        title="This page could not be shown"
        happened="The server did not answer, or it answered with an error. It has been logged."
        kept="Nothing you saved is lost. Drafts are kept in this browser."
        requestId={error.digest}
        actions={
          <>
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
            <LinkButton href="/today">Go to Today</LinkButton>
          </>
        }
      />
    </div>
  );
}

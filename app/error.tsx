"use client";

import { lazy, Suspense } from "react";
import type { PageFailure } from "#components/shell/page-error.tsx";

// What stands here loads with every page, so its content comes when it is needed; should it not, global-error.tsx stands in.
const PageError = lazy(async () => ({
  default: (await import("#components/shell/page-error.tsx")).PageError,
}));

/** A page outside the frame failed, or the frame's own layout did. */
export default function RootError(props: PageFailure) {
  return (
    <main className="grid min-h-[70vh] place-items-center p-4">
      <Suspense fallback={<p className="t2">This page could not be shown.</p>}>
        <PageError {...props} />
      </Suspense>
    </main>
  );
}

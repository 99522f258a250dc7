"use client";

import { PageError, type PageFailure } from "#components/shell/page-error.tsx";

/** A page outside the frame failed, or the frame's own layout did. */
export default function RootError(props: PageFailure) {
  return (
    <main className="grid min-h-[70vh] place-items-center p-4">
      <PageError {...props} />
    </main>
  );
}

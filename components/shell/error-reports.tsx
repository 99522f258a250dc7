"use client";

import { useEffect } from "react";

/** Tells Sentry of errors in the browser; loaded only with a DSN, and only when the page has nothing else to do. */
export function ErrorReports({ dsn }: { dsn: string }) {
  useEffect(() => {
    const load = () => {
      void import("@sentry/nextjs").then((sentry) =>
        sentry.init({ dsn, tracesSampleRate: 0, sendDefaultPii: false }),
      );
    };
    if ("requestIdleCallback" in window) {
      const handle = window.requestIdleCallback(load, { timeout: 10_000 });
      return () => window.cancelIdleCallback(handle);
    }
    const timer = setTimeout(load, 3000);
    return () => clearTimeout(timer);
  }, [dsn]);
  return null;
}

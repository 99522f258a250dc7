"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Brings what was just opened into view, when it lies outside; not on the first load of the page. */
export function BringIntoView({ of, children }: { of: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current && document.readyState !== "complete") {
      first.current = false;
      return;
    }
    first.current = false;
    const box = ref.current?.getBoundingClientRect();
    if (box && box.top > window.innerHeight * 0.6) {
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      ref.current?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    }
  }, [of]);
  return <div ref={ref}>{children}</div>;
}

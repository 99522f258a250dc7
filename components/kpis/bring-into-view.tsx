"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Brings what was just opened into view, when it lies below; what was open when the page came stays where it is. */
export function BringIntoView({ of, children }: { of: string | undefined; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef(of);
  useEffect(() => {
    if (shown.current === of) return;
    shown.current = of;
    const box = ref.current?.getBoundingClientRect();
    if (!of || !box || box.top < window.innerHeight * 0.6) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    ref.current?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }, [of]);
  return <div ref={ref}>{children}</div>;
}

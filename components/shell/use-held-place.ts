"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** So long after a touch, a move or a key somebody is likely to press what they see. */
const AT_WORK_MS = 10_000;
const SIGNS = ["pointerdown", "pointermove", "touchstart", "wheel", "scroll", "keydown"] as const;

/**
 * What comes in from outside at the top of a page moves nothing under a hand at work: the page scrolls by as much as
 * the element grew. A browser does this by itself on a page that is scrolled already, but not at its very top.
 * @param element what grows; null within means that it is not there
 * @param own changes when the person did it themselves; then the page moves as they expect
 */
export function useHeldPlace(element: RefObject<HTMLElement | null>, own: string): void {
  const lastSign = useRef(Number.NEGATIVE_INFINITY);
  const before = useRef<{ height: number; own: string } | null>(null);
  useEffect(() => {
    const note = () => {
      lastSign.current = performance.now();
    };
    for (const sign of SIGNS) addEventListener(sign, note, { passive: true });
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, note);
    };
  }, []);
  useLayoutEffect(() => {
    const last = before.current;
    const height = element.current?.offsetHeight ?? 0;
    before.current = { height, own };
    if (!last || last.own !== own || height <= last.height) return;
    const atWork = performance.now() - lastSign.current < AT_WORK_MS;
    if (atWork && scrollY === 0) scrollTo({ top: height - last.height, behavior: "instant" });
  });
}

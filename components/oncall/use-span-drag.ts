"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";
import { type Axis, snap } from "#components/oncall/axis.ts";

/** So far the pointer has to go before it is a drag and no click, in px. */
const STARTS = 6;
export interface Span {
  from: number;
  to: number;
}

interface Grip {
  x: number;
  left: number;
  width: number;
  moving: boolean;
}

/**
 * Drag across a lane with a mouse or a pen: what is chosen while it goes on, and the handlers for the track. A finger
 * scrolls the rota instead. Whole local hours; quarters with Alt; Escape lets go.
 */
export function useSpanDrag(axis: Axis, onSpan: ((span: Span) => void) | undefined) {
  const grip = useRef<Grip | null>(null);
  const dragged = useRef(false);
  const [span, setSpan] = useState<Span | null>(null);

  const going = span !== null;
  useEffect(() => {
    if (!going) return;
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      grip.current = null;
      setSpan(null);
    };
    window.addEventListener("keydown", leave);
    return () => window.removeEventListener("keydown", leave);
  }, [going]);

  function spanAt(x: number, fine: boolean): Span | null {
    const held = grip.current;
    if (!held) return null;
    const fraction = (at: number) => (at - held.left) / held.width;
    const [a, b] = [snap(axis, fraction(held.x), fine), snap(axis, fraction(x), fine)];
    return a === b ? null : { from: Math.min(a, b), to: Math.max(a, b) };
  }
  function end() {
    grip.current = null;
    setSpan(null);
  }
  if (!onSpan) return { span: null, track: {} };
  return {
    span,
    track: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        dragged.current = false;
        if (event.button !== 0 || event.pointerType === "touch") return;
        const box = event.currentTarget.getBoundingClientRect();
        grip.current = { x: event.clientX, left: box.left, width: box.width, moving: false };
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const held = grip.current;
        if (!held) return;
        if (!held.moving) {
          if (Math.abs(event.clientX - held.x) < STARTS) return;
          held.moving = true;
          dragged.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
        }
        setSpan(spanAt(event.clientX, event.altKey));
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const chosen = grip.current?.moving ? spanAt(event.clientX, event.altKey) : null;
        end();
        if (chosen) onSpan(chosen);
      },
      onPointerCancel: end,
      // The click that ends a drag is no click on the shift under it.
      onClickCapture(event: { stopPropagation: () => void; preventDefault: () => void }) {
        if (!dragged.current) return;
        dragged.current = false;
        event.stopPropagation();
        event.preventDefault();
      },
    },
  };
}

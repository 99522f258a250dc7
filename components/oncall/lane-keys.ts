import type { KeyboardEvent } from "react";

const BARS = "button[data-bar]";

/** The bar of `lane` that lies under the middle of `from`, else its last. */
function beneath(from: Element, lane: Element): HTMLElement | undefined {
  const box = from.getBoundingClientRect();
  const middle = (box.left + box.right) / 2;
  const bars = [...lane.querySelectorAll<HTMLElement>(BARS)];
  return bars.find((bar) => bar.getBoundingClientRect().right >= middle) ?? bars.at(-1);
}

function target(event: KeyboardEvent<HTMLElement>, bar: HTMLElement): HTMLElement | undefined {
  const lane = bar.closest("[data-lane]");
  if (!lane) return undefined;
  const bars = [...lane.querySelectorAll<HTMLElement>(BARS)];
  const here = bars.indexOf(bar);
  if (event.key === "ArrowRight") return bars[here + 1];
  if (event.key === "ArrowLeft") return bars[here - 1];
  if (event.key === "Home") return bars[0];
  if (event.key === "End") return bars.at(-1);
  const lanes = [...(lane.closest("[data-lanes]")?.querySelectorAll("[data-lane]") ?? [])].filter((one) =>
    one.querySelector(BARS),
  );
  const next = lanes[lanes.indexOf(lane) + (event.key === "ArrowDown" ? 1 : -1)];
  return next ? beneath(bar, next) : undefined;
}

const KEYS = new Set(["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"]);

/** Arrows between the shifts of a lane and from lane to lane, Home and End within one; each lane is one Tab stop. */
export function moveInLanes(event: KeyboardEvent<HTMLElement>): void {
  if (!KEYS.has(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
  const bar = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(BARS) : null;
  if (!bar) return;
  event.preventDefault();
  const next = target(event, bar);
  if (!next) return;
  for (const one of next.closest("[data-lane]")?.querySelectorAll<HTMLElement>(BARS) ?? []) one.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

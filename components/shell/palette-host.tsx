"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import {
  closeOverlay,
  currentOverlay,
  noOverlay,
  subscribeOverlay,
} from "#components/shell/overlay-store.ts";
import { onDemand } from "#components/ui/on-demand.tsx";

export type PaletteCommand = {
  id: string;
  /** A verb for an action ("Acknowledge INC-142"), a name for a place. */
  label: string;
  /** Its heading: "Actions", "Go to", "Incidents". */
  group: string;
  icon?: ReactNode;
  /** At the right: "Runbook", a severity mark. */
  hint?: ReactNode;
  /** Other words people may type for it. */
  words?: string | undefined;
  keys?: string | undefined;
  href?: string | undefined;
  run?: (() => void) | undefined;
};

export type PaletteProps = {
  /** Added before the places. */
  commands?: ReadonlyArray<PaletteCommand> | undefined;
  /** Asked while typing, from two characters on; the newest question wins. */
  search?: ((query: string, signal: AbortSignal) => Promise<ReadonlyArray<PaletteCommand>>) | undefined;
};

const load = () => import("#components/shell/palette.tsx");
const Palette = onDemand(async () => (await load()).Palette);

/** Starts loading the palette: call it when somebody is about to open it. */
export function preloadPalette(): void {
  void load();
}

/** Holds the palette; its code comes with the first use. */
export function PaletteHost(props: PaletteProps) {
  const overlay = useSyncExternalStore(subscribeOverlay, currentOverlay, noOverlay);
  if (overlay !== "palette") return null;
  return <Palette {...props} onClose={closeOverlay} />;
}

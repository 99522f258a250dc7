import type { State } from "#components/ui/state-glyph.tsx";
import type { KpiStatus } from "#lib/kpis/model/judgement.ts";

/** The drawn shape of each verdict. */
export const GLYPHS: Record<KpiStatus, State> = {
  "on-target": "ok",
  near: "warn",
  missed: "crit",
  "no-data": "none",
  "track-only": "open",
};

/** The tone of its badge. */
export const TONES = {
  "on-target": "ok",
  near: "warn",
  missed: "crit",
  "no-data": "neutral",
  "track-only": "line",
} as const satisfies Record<KpiStatus, string>;

import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

export type Severity = "P0" | "P1" | "P2" | "P3" | "P4";

const GLYPH: Record<Severity, ReactNode> = {
  P0: <path d="M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z" stroke="none" />,
  P1: <path d="M6 .8 12 11.4H0z" stroke="none" />,
  P2: <path d="M6 0l6 6-6 6-6-6z" stroke="none" />,
  P3: <circle cx="6" cy="6" r="4.6" strokeWidth="2" />,
  P4: <path d="M2 6h8" strokeWidth="2.4" strokeLinecap="round" />,
};

/** The severity chip: octagon, triangle, diamond, ring, dash. Read as "Severity P1". */
export function SeverityMark({ level, large }: { level: Severity; large?: boolean | undefined }) {
  return (
    <span className={cx("sev", level.toLowerCase(), large && "lg")}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {GLYPH[level]}
      </svg>
      <span className="vh">Severity </span>
      {level}
    </span>
  );
}

export type Tone = "neutral" | "ok" | "warn" | "crit" | "info" | "acc" | "line";

/** A short word on a tint. State tones always with an icon or a glyph. */
export function Badge(props: { tone?: Tone; icon?: ReactNode; children: ReactNode; className?: string }) {
  const { tone = "neutral", icon, children, className } = props;
  return (
    <span className={cx("badge", tone !== "neutral" && tone, className)}>
      {icon}
      {children}
    </span>
  );
}

/** "Ines Albrecht" → "IA"; one word gives its first two letters; nothing gives "?". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0];
  if (!first) return "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letters = last ? `${[...first][0] ?? ""}${[...last][0] ?? ""}` : [...first].slice(0, 2).join("");
  return letters.toLocaleUpperCase("en");
}

type AvatarProps = { name: string | null; me?: boolean | undefined; size?: "sm" | "md" | "lg" | undefined };

/** Initials in a grey disc, the viewer's own in petrol, nobody's dashed. The name must stand beside it. */
export function Avatar({ name, me, size = "md" }: AvatarProps) {
  return (
    <span className={cx("av", me && "me", size !== "md" && size, name === null && "none")} aria-hidden="true">
      {name === null ? null : initials(name)}
    </span>
  );
}

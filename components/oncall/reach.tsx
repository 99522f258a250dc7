import { StateWord } from "#components/ui/state-glyph.tsx";
import type { ReadinessDto } from "#lib/notifications/schema.ts";

const STATE = { wakes: "ok", reaches: "warn", nothing: "crit" } as const;
const WAY: Record<string, string> = { phone: "phone", ntfy: "ntfy", push: "push", mail: "mail" };

/** "Push, mail", "Mail only", "Not at all": the ways that worked when they were last tried. */
export function Reach({ reach }: { reach: ReadinessDto }) {
  const ways = reach.ways.filter((way) => !way.failing).map((way) => WAY[way.kind] ?? way.kind);
  const named = ways.join(", ");
  const words = named.charAt(0).toUpperCase() + named.slice(1);
  return (
    <span title={reach.words}>
      <StateWord state={STATE[reach.level]}>
        {ways.length === 0 ? "Not at all" : reach.level === "reaches" ? `${words} only` : words}
      </StateWord>
    </span>
  );
}

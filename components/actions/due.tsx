import { dayWords } from "#components/actions/words.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { ActionDto } from "#lib/actions/schema.ts";

/** The due day; past it, with a red glyph and the word. */
export function Due({ action }: { action: Pick<ActionDto, "dueOn" | "overdue"> }) {
  if (!action.dueOn) return <span className="t3">no date</span>;
  if (!action.overdue) return <span className="num nw">{dayWords(action.dueOn)}</span>;
  return (
    <span className="row crit nw num">
      <StateGlyph state="crit" small />
      {dayWords(action.dueOn)}
      <span className="vh">, overdue</span>
    </span>
  );
}

import { layerWords, momentWords } from "#components/oncall/words.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";

/** Somebody was faster: what is true now, beside what was typed and is kept. */
export function StaleNote({ current }: { current: ScheduleDto | null }) {
  if (!current) return null;
  const { rules } = current;
  return (
    <Panel title="Somebody changed this schedule meanwhile" padded call>
      <div className="grid gap-2" role="status">
        <p>
          <span className="m">{current.name}</span>
          {rules?.by ? (
            <span className="t2">
              , rules by {rules.by.name} from {momentWords(rules.validFrom, current.zone)}
            </span>
          ) : null}
        </p>
        <ul className="grid gap-1 t2">
          {(rules?.layers ?? []).map((layer) => (
            <li key={layer.name}>
              <span className="m t1">{layer.name}.</span> {layerWords(layer, rules?.zone ?? current.zone)}
            </li>
          ))}
        </ul>
        <p className="t2">What you typed is kept. Save again to put it in its place.</p>
      </div>
    </Panel>
  );
}

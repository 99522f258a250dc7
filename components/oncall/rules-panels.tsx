import CalendarClock from "lucide-react/icons/calendar-clock";
import { TakeBackTemporary, TemporaryButton } from "#components/oncall/temporary-button.tsx";
import {
  layerWords,
  lengthWords,
  momentWords,
  NOBODY,
  sourceWords,
  spanWords,
} from "#components/oncall/words.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { LayerDto, RulesDto } from "#lib/oncall/schema/rules.ts";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";

type Props = { schedule: ScheduleDto };

function LayerList({ layers, zone }: { layers: readonly LayerDto[]; zone: string }) {
  return layers.map((layer) => (
    <li className="li two lay" key={layer.name}>
      <span className="min-w-0">
        <span className="m">{layer.name}</span>
        <span className="block xs t2">{layerWords(layer, zone)}</span>
      </span>
    </li>
  ));
}

const madeBy = (rules: RulesDto) => (rules.by ? `, by ${rules.by.name}` : "");

/** The layers that judge now, in words, and the rules that begin later. */
export function RulesPanel({ schedule }: Props) {
  const { rules, planned, zone, id } = schedule;
  return (
    <Panel
      title="Layers"
      count={rules?.layers.length ?? 0}
      end={
        rules ? (
          <span className="xs t3">
            since {momentWords(rules.validFrom, zone)}
            {madeBy(rules)}
          </span>
        ) : null
      }
    >
      {rules && rules.layers.length > 0 ? (
        <ol>
          <LayerList layers={rules.layers} zone={rules.zone} />
        </ol>
      ) : (
        <EmptyState
          icon={<CalendarClock />}
          title="No layer yet"
          actions={
            schedule.abilities.edit === true && !schedule.archivedAt ? (
              <LinkButton href={`/on-call/schedules/${id}/edit`}>Add the first layer</LinkButton>
            ) : undefined
          }
        >
          Nobody takes turns: pages ring the team's lead.
        </EmptyState>
      )}
      {planned.map((later) => (
        <div key={later.id} className="border-t border-line">
          <p className="px-3.5 pt-2.5 pb-1.5 xs">
            <Badge tone="info">From {momentWords(later.validFrom, zone)}</Badge>{" "}
            <span className="t3">
              {later.reason || "New rules"}
              {madeBy(later)}
            </span>
          </p>
          <ol>
            <LayerList layers={later.layers} zone={later.zone} />
          </ol>
        </div>
      ))}
    </Panel>
  );
}

/** Overrides that are not over. */
export function OverridesPanel({ schedule }: Props) {
  const { overrides, zone } = schedule;
  return (
    <Panel title="Overrides ahead" count={overrides.length}>
      {overrides.length === 0 ? (
        <p className="px-3.5 pb-3 t3">None. Drag across the lane above, or choose a shift there.</p>
      ) : (
        <ul>
          {overrides.map((one) => (
            <li className="li two" key={one.id}>
              <span className="min-w-0">
                <span className="m">{one.user?.name ?? NOBODY}</span>
                <span className="t3">, {sourceWords(one.kind)}</span>
                <span className="block xs t2 num">
                  {spanWords(one.from, one.to, zone)}, {lengthWords(one.from, one.to)}
                  {one.reason ? <span className="t3">. {one.reason}</span> : null}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Temporary schedules that are not over, with the form to add one. */
export function TemporaryPanel({ schedule, may, today }: Props & { may: boolean; today: string }) {
  const { temporary, zone, id } = schedule;
  return (
    <Panel
      title="Temporary schedules"
      count={temporary.length}
      end={may ? <TemporaryButton schedule={schedule} today={today} /> : null}
    >
      {temporary.length === 0 ? (
        <p className="px-3.5 pb-3 t3">
          None. One replaces all layers for a span: a launch, a holiday, an event.
        </p>
      ) : (
        <ul>
          {temporary.map((one) => (
            <li className="li two lay" key={one.id} style={{ gridTemplateColumns: "minmax(0,1fr) auto" }}>
              <span className="min-w-0">
                <span className="m num">{spanWords(one.validFrom, one.validTo ?? one.validFrom, zone)}</span>
                {one.reason ? <span className="t3">, {one.reason}</span> : null}
                {one.layers.map((layer) => (
                  <span className="block xs t2" key={layer.name}>
                    {layerWords(layer, one.zone)}
                  </span>
                ))}
              </span>
              {may ? <TakeBackTemporary scheduleId={id} rulesId={one.id} /> : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

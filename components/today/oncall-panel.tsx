import { HandoffCard } from "#components/handoffs/handoff-card.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { HandoffDto } from "#lib/handoffs/schema.ts";
import type { MyShiftDto } from "#lib/oncall/schema/on-call.ts";

/** My shift that runs or comes next, and the handoff that waits for me; nothing where there is neither. */
export function OncallPanel(props: {
  handoffs: ReadonlyArray<HandoffDto>;
  shifts: ReadonlyArray<MyShiftDto>;
  me: string;
  zone: string;
  nowIso: string;
}) {
  const { handoffs, shifts, me, zone, nowIso } = props;
  return (
    <>
      {handoffs.map((handoff) => (
        <HandoffCard key={handoff.id} handoff={handoff} me={me} zone={zone} />
      ))}
      {shifts.length > 0 ? (
        <Panel
          title="My shifts"
          end={
            <Anchor className="link xs" href="/on-call/mine">
              All
            </Anchor>
          }
        >
          <ul>
            {shifts.map((shift) => (
              <ListRow key={shift.id} two columns="minmax(0,1fr) auto">
                <RowTitle title={shift.team.name} sub={shift.schedule.name} />
                <span className="xs t2 end">
                  {shift.from <= nowIso ? "now, until " : "from "}
                  <RelativeTime iso={shift.from <= nowIso ? shift.to : shift.from} show="moment" />
                </span>
              </ListRow>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  );
}

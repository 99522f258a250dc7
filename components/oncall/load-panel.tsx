import { lengthWords, shortSpanWords, spanWords } from "#components/oncall/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { Table } from "#components/ui/table.tsx";
import type { ScheduleLoadDto, ServiceGapsDto, ShiftLoadDto } from "#lib/oncall/schema/coverage.ts";
import { formatNumber, plural } from "#lib/platform/format.ts";

const LISTED = 4;
const hours = (value: number) => `${formatNumber(value, 1)} h`;

/** "3 pages, 1 out of hours, 2 incidents". */
const cameWords = (one: { pages: number; outOfHoursPages: number; incidents: number }) =>
  `${plural(one.pages, "page")}, ${one.outOfHoursPages} out of hours, ${plural(one.incidents, "incident")}`;

/** Each service with when nobody is on call for it in the month; those with the most first. */
export function ServiceGapsPanel({ services, zone }: { services: readonly ServiceGapsDto[]; zone: string }) {
  const open = services.filter((one) => one.gaps.length > 0);
  const sorted = [...services].sort((a, b) => b.gapHours - a.gapHours);
  return (
    <Panel
      title="Services"
      count={services.length}
      end={
        <span className="xs t3">
          {open.length === 0 ? "every hour has somebody" : `${plural(open.length, "service")} with gaps`}
        </span>
      }
    >
      {services.length === 0 ? (
        <EmptyState title="No service of a team with schedules">
          A service goes by its own schedule, or by the first line of its team.
        </EmptyState>
      ) : (
        <Table caption="Services and their gaps" headed phoneColumns="minmax(0, 1fr) auto">
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">Schedule</th>
              <th scope="col">Nobody on call</th>
              <th scope="col" className="r">
                Hours
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((one) => (
              <ServiceRow key={one.service.id} one={one} zone={zone} />
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function ServiceRow({ one, zone }: { one: ServiceGapsDto; zone: string }) {
  const { service, team, schedule, gaps, gapHours } = one;
  return (
    <tr>
      <td>
        <Anchor className="link" href={`/services/${service.id}`}>
          {service.name}
        </Anchor>
      </td>
      <td className="max-sm:row-start-2">
        {schedule ? (
          <Anchor className="link" href={`/on-call/schedules/${schedule.id}`}>
            {team.name}, {schedule.name}
          </Anchor>
        ) : (
          <span className="t3">{team.name}, none: its leads are rung</span>
        )}
      </td>
      <td className="num py-2 max-sm:col-span-2 max-sm:row-start-3 max-sm:py-0">
        {gaps.length === 0 ? (
          <span className="t3">Always somebody</span>
        ) : (
          <span className="row items-start">
            <StateGlyph state="warn" small className="mt-0.5" />
            <span>
              {gaps.slice(0, LISTED).map((gap) => (
                <span className="block" key={gap.from}>
                  {shortSpanWords(gap.from, gap.to, zone)}{" "}
                  <span className="t3">{lengthWords(gap.from, gap.to)}</span>
                </span>
              ))}
              {gaps.length > LISTED ? <span className="t3">and {gaps.length - LISTED} more</span> : null}
            </span>
          </span>
        )}
      </td>
      <td className="r num max-sm:col-start-2 max-sm:row-start-1">{hours(gapHours)}</td>
    </tr>
  );
}

/** How one schedule's month falls on people, and what came in each shift that has begun. */
export function LoadPanel({ load, zone, me }: { load: ScheduleLoadDto; zone: string; me: string }) {
  const { schedule, team, people, shifts, gapHours } = load;
  return (
    <Panel
      title={
        <Anchor className="link" href={`/on-call/schedules/${schedule.id}`}>
          {team.name}, {schedule.name}
        </Anchor>
      }
      label={`${team.name}, ${schedule.name}`}
      end={gapHours > 0 ? <Badge tone="warn">{hours(gapHours)} with nobody</Badge> : null}
    >
      {people.length === 0 ? (
        <p className="px-3.5 pb-3 t3">Nobody has a shift in this month.</p>
      ) : (
        <Table caption={`Load of ${schedule.name} by person`} headed phoneColumns="minmax(0, 1fr) auto">
          <thead>
            <tr>
              <th scope="col">Person</th>
              {["Hours", "Nights", "Weekends", "Shifts", "Pages", "Pages out of hours", "Incidents"].map(
                (head) => (
                  <th scope="col" className="r" key={head}>
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.user.id}>
                <td className="m sm:whitespace-nowrap">
                  {one.user.id === me ? `${one.user.name} (you)` : one.user.name}
                  <div className="phone xs t2 font-normal whitespace-normal">
                    nights {hours(one.nightHours)}, weekends {hours(one.weekendHours)},{" "}
                    {plural(one.shifts, "shift")}, {cameWords(one)}
                  </div>
                </td>
                <td className="r num nw">{hours(one.hours)}</td>
                <td className="r num nw max-sm:hidden">{hours(one.nightHours)}</td>
                <td className="r num nw max-sm:hidden">{hours(one.weekendHours)}</td>
                <td className="r num max-sm:hidden">{one.shifts}</td>
                <td className="r num max-sm:hidden">{one.pages}</td>
                <td className="r num max-sm:hidden">{one.outOfHoursPages}</td>
                <td className="r num max-sm:hidden">{one.incidents}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {shifts.length > 0 ? <Shifts shifts={shifts} zone={zone} name={schedule.name} /> : null}
    </Panel>
  );
}

function Shifts({ shifts, zone, name }: { shifts: readonly ShiftLoadDto[]; zone: string; name: string }) {
  return (
    <details className="border-t border-line">
      <summary className="px-3.5 py-2.5 m">{plural(shifts.length, "shift")}, each by itself</summary>
      <Table caption={`Shifts of ${name}`} headed phoneColumns="minmax(0, 1fr)">
        <thead>
          <tr>
            <th scope="col">From – to</th>
            <th scope="col">Person</th>
            <th scope="col" className="r">
              Pages
            </th>
            <th scope="col" className="r">
              Pages out of hours
            </th>
            <th scope="col" className="r">
              Incidents
            </th>
            <th scope="col">How it was</th>
          </tr>
        </thead>
        <tbody>
          {shifts.map((one) => (
            <tr key={one.id}>
              <td className="num sm:whitespace-nowrap">
                {spanWords(one.from, one.to, zone)}
                <div className="phone xs t2 font-normal whitespace-normal">
                  {one.user.name}, {cameWords(one)}
                </div>
              </td>
              <td className="nw max-sm:hidden">{one.user.name}</td>
              <td className="r num max-sm:hidden">{one.pages}</td>
              <td className="r num max-sm:hidden">{one.outOfHoursPages}</td>
              <td className="r num max-sm:hidden">{one.incidents}</td>
              <td>
                {one.survey ? (
                  <>
                    <span className="num nw">
                      sleep {one.survey.sleep} of 5, load {one.survey.load} of 5
                    </span>
                    {one.survey.words ? <span className="block t2">{one.survey.words}</span> : null}
                  </>
                ) : (
                  <span className="t3">not said</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}

import { DoneButton } from "#components/actions/action-buttons.tsx";
import type { Choice } from "#components/actions/action-fields.tsx";
import { Due } from "#components/actions/due.tsx";
import { AddPostmortemAction } from "#components/postmortems/add-action.tsx";
import { AddCause, CauseButtons } from "#components/postmortems/cause-forms.tsx";
import { SayWhyNone } from "#components/postmortems/state-buttons.tsx";
import { CAUSE_WORDS } from "#components/postmortems/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { formatDay, formatInstant, formatTime } from "#lib/platform/format.ts";
import type { PostmortemDto } from "#lib/postmortems/schema.ts";

const GLYPH = { open: "open", done: "ok", waived: "none" } as const;

/** What set it off, what let it grow, why it was seen late. */
export function Causes({ report }: { report: PostmortemDto }) {
  const edits = report.abilities.edit === true;
  return (
    <Panel title="Causes" count={report.causes.length} end={edits ? <AddCause id={report.id} /> : null}>
      <ul>
        {report.causes.map((cause) => (
          <ListRow key={cause.id} columns="112px minmax(0,1fr) auto" phoneColumns="minmax(0,1fr)">
            <span>
              <Badge tone="line">{CAUSE_WORDS[cause.kind] ?? cause.kind}</Badge>
            </span>
            <span className="whitespace-pre-wrap py-2">{cause.text}</span>
            {edits ? <CauseButtons id={report.id} cause={cause} /> : null}
          </ListRow>
        ))}
      </ul>
      {report.causes.length === 0 ? (
        <p className="row wrap px-3.5 pb-3 t2">
          {report.noCauseReason ? `None: ${report.noCauseReason}` : "None named yet."}
          <SayWhyNone report={report} what="cause" />
        </p>
      ) : null}
    </Panel>
  );
}

/** What follows, with owner and date. */
export function Actions({ report, people }: { report: PostmortemDto; people: ReadonlyArray<Choice> }) {
  const { actions } = report;
  const open = actions.filter((action) => action.state === "open").length;
  return (
    <Panel
      title="Actions"
      count={actions.length > 0 ? `${open} of ${actions.length} open` : undefined}
      end={
        report.abilities.addAction === true ? <AddPostmortemAction id={report.id} people={people} /> : null
      }
    >
      <ul>
        {actions.map((action) => (
          <ListRow
            key={action.id}
            two
            columns="18px minmax(0,1fr) auto auto"
            phoneColumns="18px minmax(0,1fr)"
          >
            <StateGlyph
              state={action.overdue ? "crit" : GLYPH[action.state as "open"]}
              label={action.state}
            />
            <Anchor href={`/actions?action=${action.id}`}>
              <RowTitle
                title={action.title}
                sub={[action.owner?.name ?? "nobody yet", action.priority === "high" ? "high priority" : ""]
                  .filter(Boolean)
                  .join(", ")}
              />
            </Anchor>
            <span className="max-sm:col-start-2">
              {action.state === "open" ? <Due action={action} /> : <span className="t3">{action.state}</span>}
            </span>
            <span className="max-sm:col-start-2">
              <DoneButton action={action} small />
            </span>
          </ListRow>
        ))}
      </ul>
      {actions.length === 0 ? (
        <p className="row wrap px-3.5 pb-3 t2">
          {report.noActionReason ? `None: ${report.noActionReason}` : "None yet."}
          <SayWhyNone report={report} what="action" />
        </p>
      ) : null}
    </Panel>
  );
}

/** What happened, from what was starred on the incident and its own steps. */
export function ReportTimeline({ report, zone }: { report: PostmortemDto; zone: string }) {
  if (!report.incident) return null;
  return (
    <Panel
      title="Timeline"
      end={
        <Anchor className="link xs" href={`/incidents/${report.incident.id}`}>
          Star more entries
        </Anchor>
      }
    >
      <ol className="pmtl">
        {report.timeline.map((row) => (
          <li key={row.id} className={row.milestone ? "step" : undefined}>
            <time className="num xs t3" dateTime={row.at} title={formatInstant(row.at, zone)}>
              {formatDay(row.at, zone)}, {formatTime(row.at, zone)}
            </time>
            <span className="whitespace-pre-wrap">
              {row.text}
              {row.actor ? <span className="who xs"> {row.actor.name}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

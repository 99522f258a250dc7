import { Anchor } from "#components/ui/anchor.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { Severity } from "#lib/incidents/model.ts";
import { plural } from "#lib/platform/format.ts";

type Props = { serviceId: string; open: ReadonlyArray<{ severity: Severity; count: number }> };

/** What is open on a service, a line a severity; each line leads to the list of just those. */
export function ServiceIncidents({ serviceId, open }: Props) {
  const list = `/incidents?serviceId=${serviceId}`;
  const total = open.reduce((sum, one) => sum + one.count, 0);
  return (
    <Panel
      title="Open incidents"
      count={total}
      tight
      end={
        <Anchor className="link xs" href={list}>
          All of this service
        </Anchor>
      }
    >
      {total === 0 ? (
        <EmptyState title="Nothing is open">
          <Anchor className="link" href={`/incidents/new?serviceId=${serviceId}`}>
            Declare an incident
          </Anchor>{" "}
          when something breaks.
        </EmptyState>
      ) : (
        <ul>
          {open.map(({ severity, count }) => (
            <li key={severity} className="border-line border-t">
              <Anchor
                className="row min-h-9 px-3.5 hover:bg-hover max-sm:min-h-11"
                href={`${list}&status=active&severity=${severity}`}
              >
                <SeverityMark level={severity} />
                <span className="grow">{plural(count, "open incident")}</span>
              </Anchor>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

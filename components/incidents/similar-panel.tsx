"use client";

import { Anchor } from "#components/ui/anchor.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { useSimilar } from "#lib/incidents/hooks.ts";
import type { SimilarDto } from "#lib/incidents/schema/list.ts";
import { plural } from "#lib/platform/format.ts";

/** Earlier incidents like this one, each with its postmortem and how far that one's actions are. */
export function SimilarPanel({ id }: { id: string }) {
  const similar = useSimilar(id);
  if (similar.length === 0) return null;
  return (
    <Panel title="Similar before" tight count={similar.length}>
      <ul className="px-3.5 pb-2">
        {similar.map((one) => (
          <li key={one.id} className="grid grid-cols-1 gap-0.5 py-1.5">
            <span className="row">
              <SeverityMark level={one.severity} />
              <Anchor className="m trunc grow" href={`/incidents/${one.id}`}>
                {one.title}
              </Anchor>
              <span className="xs t3 nw">
                <RelativeTime iso={one.openedAt} />
              </span>
            </span>
            <Learnt postmortem={one.postmortem} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Learnt({ postmortem }: { postmortem: SimilarDto["postmortem"] }) {
  if (!postmortem) return null;
  const { openActions, endedActions } = postmortem;
  const total = openActions + endedActions;
  const words = openActions > 0 ? `${openActions} of ${plural(total, "action")} open` : "actions done";
  return (
    <span className="xs t2">
      <Anchor className="link" href={`/postmortems/${postmortem.id}`}>
        Postmortem
      </Anchor>
      {total > 0 ? <span className={openActions > 0 ? "warn" : undefined}>, {words}</span> : null}
    </span>
  );
}

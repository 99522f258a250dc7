import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { ProposalDto } from "#lib/checklists/schema/proposals.ts";
import { ProposalButtons } from "./proposal-buttons.tsx";
import "./template.css";

const WORD: Record<ProposalDto["state"], { word: string; tone: "neutral" | "ok" | "warn" | "info" }> = {
  waiting: { word: "Waits for a lead", tone: "info" },
  approved: { word: "Approved", tone: "ok" },
  returned: { word: "Returned", tone: "warn" },
  withdrawn: { word: "Withdrawn", tone: "neutral" },
};

const MOST = 12;

type Props = {
  title: string;
  proposals: ReadonlyArray<ProposalDto>;
  /** The one whose result is shown beside the panel. */
  shown?: string | undefined;
  /** Names the checklist, where proposals of several stand together. */
  named?: boolean;
};

/** Proposed changes: what they change, why, and for a lead the two decisions. Nothing where there are none. */
export function ProposalsPanel({ title, proposals, shown, named = false }: Props) {
  if (proposals.length === 0) return null;
  return (
    <Panel title={title} count={proposals.length}>
      <ul>
        {proposals.map((one) => (
          <li key={one.id} className="tversion" aria-current={one.id === shown ? "true" : undefined}>
            <span className="row wrap">
              <Anchor className="link" href={`/checklists/templates/${one.template.id}?proposal=${one.id}`}>
                {named ? one.template.name : `By ${one.by?.name ?? "a former member"}`}
              </Anchor>
              <Badge tone={WORD[one.state].tone}>{WORD[one.state].word}</Badge>
            </span>
            <span className="xs t3">
              {named ? `${one.by?.name ?? "A former member"}, ` : null}
              <RelativeTime iso={one.at} show="moment" />, on version {one.onVersion}
            </span>
            {one.reason ? <span>{one.reason}</span> : null}
            <Changes lines={one.changes} />
            {one.decision ? (
              <span className="note">
                {one.decidedBy?.name ?? "A lead"}: {one.decision}
              </span>
            ) : null}
            {one.state === "waiting" && one.abilities.decide.may ? <ProposalButtons proposal={one} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Changes({ lines }: { lines: ReadonlyArray<string> }) {
  if (lines.length === 0) return <span className="xs t3">It changes nothing that runs would show.</span>;
  return (
    <ul className="xs t2 grid gap-0.5">
      {lines.slice(0, MOST).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {lines.length > MOST ? <li>and {lines.length - MOST} more</li> : null}
    </ul>
  );
}

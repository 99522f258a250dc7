import Bell from "lucide-react/icons/bell";
import { RingThese } from "#components/incidents/not-yet.tsx";
import { listWords } from "#components/incidents/roles-panel.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { SeverityChoice } from "#lib/incidents/queries/choices.ts";
import type { PagerDto } from "#lib/incidents/schema/declaring.ts";

/** The server cannot be reached, so nobody would hear of it: whom to ring instead. */
export function CannotDeclare({ away, pager }: { away: boolean; pager: ReadonlyArray<PagerDto> }) {
  return (
    <div role="alert">
      {away ? (
        <div className="wait no mb-3 max-sm:flex-wrap">
          <StateGlyph state="crit" />
          <div className="grow">
            <p className="b">Not declared: the server cannot be reached</p>
            <p className="xs t2">
              Nobody has been told.{" "}
              {pager.length > 0
                ? "Ring somebody now; what you typed is kept here."
                : "What you typed is kept here."}
            </p>
          </div>
          <RingThese people={pager} />
        </div>
      ) : null}
    </div>
  );
}

/** What reporting to a closed team does, said before it is sent. */
export function BlindNote({ team, pages }: { team: string; pages: boolean }) {
  return (
    <p className="note row" aria-live="polite">
      <Bell className="s" />
      <span>
        {team} is closed to you. {pages ? "Whoever holds its pager is told at once; you" : "You"} get the
        number and see nothing more of it. The team sees your name.
      </span>
    </p>
  );
}

/** All that a reporter learns. */
export function Received({ team, number }: { team: string; number: number }) {
  return (
    <Panel label="Received" padded className="max-w-[760px] [&>.body]:pt-4">
      <div role="status" className="grid gap-2">
        <h2 className="b">INC-{number} was received</h2>
        <p className="t2">
          {team} has your report and your name. What becomes of it stays with the team; give this number when
          you ask them.
        </p>
      </div>
      <p className="row pt-3">
        <LinkButton href="/today" variant="outline">
          Back to Today
        </LinkButton>
      </p>
    </Panel>
  );
}

export interface WhoIsToldProps {
  level: SeverityChoice | undefined;
  onIt: boolean;
  pager: ReadonlyArray<PagerDto> | undefined;
  waiting: boolean;
}

/** Whom declaring tells, in the portal, at the moment it is declared; nothing more is promised. */
export function WhoIsTold({ level, onIt, pager, waiting }: WhoIsToldProps) {
  return (
    <p className="note row" aria-live="polite">
      <Bell className="s" />
      <span>{words(level, onIt, pager, waiting)}</span>
    </p>
  );
}

function words(
  level: SeverityChoice | undefined,
  onIt: boolean,
  pager: ReadonlyArray<PagerDto> | undefined,
  waiting: boolean,
): string {
  if (!level) return "A P0 or P1 tells whoever holds the team's pager at once, in the portal.";
  if (!level.pages)
    return `A ${level.level} tells nobody by itself. It stands in the list and on the team's board.`;
  if (onIt) return "Nobody else is told, since you are on it. You can call people from its page.";
  if (!pager) return waiting ? "Looking up who holds the pager." : "Choose a team to see who is told.";
  if (pager.length === 0) return "Nobody holds this team's pager: ring somebody yourself.";
  return `Tells ${listWords(pager.map((one) => one.name))} in the portal now.`;
}

"use client";

import Phone from "lucide-react/icons/phone";
import type { Move } from "#components/incidents/next-step.ts";
import { numberOf, STEP } from "#components/incidents/words.ts";
import { Button } from "#components/ui/button.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { PagerDto } from "#lib/incidents/schema/declaring.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";

/** People to ring, as telephone links where a number is known. */
export function RingThese({ people }: { people: ReadonlyArray<PagerDto> }) {
  if (people.length === 0) return null;
  return (
    <span className="row wrap">
      {people.map((one) =>
        one.phone ? (
          <a key={one.id} className="btn sm" href={`tel:${one.phone.replace(/[^\d+]/gu, "")}`}>
            <Phone className="s" />
            Ring {one.name}, {one.phone}
          </a>
        ) : (
          <span key={one.id} className="m">
            {one.name}
          </span>
        ),
      )}
    </span>
  );
}

export interface NotYetProps {
  incident: IncidentDto;
  move: Move;
  pager: ReadonlyArray<PagerDto>;
}

/** The red line after a step without an answer: what is not so yet, whom to ring, try again. */
export function NotYet({ incident, move, pager }: NotYetProps) {
  const step = move.unanswered;
  return (
    <div role="alert">
      {step ? (
        <div className="wait no mb-3 max-sm:flex-wrap">
          <StateGlyph state="crit" />
          <div className="grow">
            <p className="b">
              {numberOf(incident)} is {STEP[step].not}
            </p>
            <p className="xs t2">
              No answer from the server.
              {incident.status === "open" ? " Whoever was told still believes that nobody has it." : ""}
              {move.repeating ? " It is sent again by itself for ten minutes; after that you are asked." : ""}
            </p>
          </div>
          {incident.status === "open" ? <RingThese people={pager} /> : null}
          <Button onClick={() => move.go(step)}>Try again</Button>
        </div>
      ) : null}
    </div>
  );
}

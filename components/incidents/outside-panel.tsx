"use client";

import { type Act, sentenceOf } from "#components/incidents/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import type { OutsideDto } from "#lib/incidents/schema/details.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import { plural } from "#lib/platform/format.ts";

/** "2 people and 3 mail addresses" */
function reached({ people, addresses }: OutsideDto): string {
  const parts = [
    people > 0 ? `${people} in the portal` : "",
    addresses > 0 ? plural(addresses, "mail address", "mail addresses") : "",
  ];
  return parts.filter(Boolean).join(", ");
}

function mailWords({ mails }: OutsideDto): string {
  const parts = [
    mails.sent > 0 ? `${mails.sent} sent` : "",
    mails.waiting > 0 ? `${mails.waiting} waiting` : "",
    mails.failed > 0 ? `${mails.failed} not delivered` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** Whom a stakeholder update reaches, what became of the mails, and the page behind a secret link. */
export function OutsidePanel(props: { incident: IncidentDto; outside: OutsideDto; act: Act }) {
  const { incident, outside, act } = props;
  const may = incident.abilities.note && !incident.private;
  const told = reached(outside);
  const mails = mailWords(outside);
  if (incident.private || (!may && !told && !outside.page)) return null;
  const change = async (method: "POST" | "DELETE") => {
    const problem = sentenceOf(await act(method, "/page", {}));
    if (problem) toast({ title: "Not done", detail: problem, tone: "crit" });
  };
  return (
    <Panel
      title="Stakeholders"
      tight
      end={
        may && !outside.page ? (
          <button type="button" className="link xs noprint" onClick={() => void change("POST")}>
            Make a page
          </button>
        ) : null
      }
    >
      <div className="grid gap-1.5 px-3.5 pb-3">
        <p className={told ? "" : "xs t3"}>
          {told ? `Updates reach ${told}.` : "Nobody is named on the service to hear of updates."}
        </p>
        {mails ? <p className={`xs ${outside.mails.failed > 0 ? "warn" : "t2"}`}>Mails: {mails}</p> : null}
        {outside.page ? (
          <div className="row wrap">
            <span className="xs t2">
              Page by secret link, <RelativeTime iso={outside.page.at} />
            </span>
            <span className="end row">
              {outside.page.url ? <CopyButton text={outside.page.url}>Copy link</CopyButton> : null}
              {incident.abilities.note ? (
                <Button size="sm" variant="quiet" onClick={() => void change("DELETE")}>
                  Take back
                </Button>
              ) : null}
            </span>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

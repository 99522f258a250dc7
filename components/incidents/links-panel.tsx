"use client";

import BookOpen from "lucide-react/icons/book-open";
import ExternalLink from "lucide-react/icons/external-link";
import ListChecks from "lucide-react/icons/list-checks";
import NotebookPen from "lucide-react/icons/notebook-pen";
import Siren from "lucide-react/icons/siren";
import Store from "lucide-react/icons/store";
import type { ReactNode } from "react";
import { Anchor } from "#components/ui/anchor.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { LinkDto } from "#lib/incidents/schema/links.ts";
import type { PostmortemRow } from "#lib/postmortems/schema.ts";

const ICON: Record<string, ReactNode> = {
  "checklist-item": <ListChecks />,
  runbook: <BookOpen />,
  incident: <Siren />,
  vendor: <Store />,
  url: <ExternalLink />,
};
const KIND: Record<string, string> = {
  "checklist-item": "Check",
  runbook: "Runbook",
  incident: "Incident",
  vendor: "Vendor",
  url: "Address",
};
const STATE: Record<string, string> = { draft: "draft", "in-review": "in review", published: "published" };

export interface LinksPanelProps {
  links: ReadonlyArray<LinkDto>;
  postmortem: PostmortemRow | null;
  externalUrl: string | null;
  onAdd: (() => void) | undefined;
}

/** What this incident is tied to: checks, runbooks, other incidents, addresses, its postmortem. */
export function LinksPanel({ links, postmortem, externalUrl, onAdd }: LinksPanelProps) {
  const none = links.length === 0 && !postmortem && !externalUrl;
  return (
    <Panel
      title="Linked"
      tight
      end={
        onAdd ? (
          <button type="button" className="link xs noprint" onClick={onAdd}>
            Add
          </button>
        ) : null
      }
    >
      {none ? <p className="px-3.5 pb-3 xs t3">A check, a runbook, another incident, an address.</p> : null}
      <ul className="lk">
        {postmortem ? (
          <li>
            <NotebookPen />
            <Anchor className="m trunc grow" href={`/postmortems/${postmortem.id}`}>
              Postmortem
            </Anchor>
            <span className={`xs nw ${postmortem.overdue ? "crit" : "t3"}`}>
              {postmortem.overdue ? "overdue" : (STATE[postmortem.state] ?? postmortem.state)}
            </span>
          </li>
        ) : null}
        {links.map((link) => (
          <li key={link.id}>
            {ICON[link.kind] ?? <ExternalLink />}
            <Target url={link.url} label={link.label} />
            <span className="xs t3 nw">{KIND[link.kind] ?? link.kind}</span>
          </li>
        ))}
        {externalUrl ? (
          <li>
            <ExternalLink />
            <Target url={externalUrl} label={externalUrl} />
            <span className="xs t3 nw">Source</span>
          </li>
        ) : null}
      </ul>
    </Panel>
  );
}

function Target({ url, label }: { url: string; label: string }) {
  if (!url) return <span className="m trunc grow">{label}</span>;
  if (url.startsWith("/")) {
    return (
      <Anchor className="m trunc grow" href={url} title={label}>
        {label}
      </Anchor>
    );
  }
  return (
    <a className="m trunc grow" href={url} title={label} target="_blank" rel="noreferrer">
      {label.replace(/^https?:\/\//u, "")}
    </a>
  );
}

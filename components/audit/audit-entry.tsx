"use client";

import Bot from "lucide-react/icons/bot";
import ChevronDown from "lucide-react/icons/chevron-down";
import KeyRound from "lucide-react/icons/key-round";
import { useState } from "react";
import { linesOf, sayAction } from "#components/audit/audit-words.ts";
import { RedactEntry } from "#components/audit/redact-entry.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Avatar, Badge } from "#components/ui/marks.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { AuditDto } from "#lib/audit/schema.ts";

const HREF: Record<string, (id: string) => string> = {
  user: (id) => `/settings/people/${id}`,
  team: (id) => `/settings/teams/${id}`,
  service: (id) => `/services/${id}`,
  incident: (id) => `/incidents/${id}`,
  setting: () => "/settings/figures",
};

/** Kinds whose id says something to a person. */
const SPEAKING = new Set(["path", "setting", "vendor", "kpi", "catalogue"]);

function Subject({ subject, actorId }: { subject: AuditDto["subject"]; actorId: string | null }) {
  if (!subject.id || (subject.kind === "user" && subject.id === actorId)) return null;
  const words = subject.name ?? (SPEAKING.has(subject.kind) ? subject.id : null);
  if (!words) return null;
  const href = HREF[subject.kind]?.(subject.id);
  return href ? (
    <Anchor className="link trunc" href={href}>
      {words}
    </Anchor>
  ) : (
    <span className="t2 trunc">{words}</span>
  );
}

/** One entry: who did what to what, and when; its detail opens below. */
export function AuditEntry({ entry }: { entry: AuditDto }) {
  const [open, setOpen] = useState(false);
  const person = entry.actor.id !== null;
  return (
    <li className="border-line border-t first:border-t-0">
      <div className="grid min-h-10 grid-cols-[24px_minmax(0,1fr)_auto_auto] items-center gap-x-3 gap-y-1 px-3.5 py-1.5 max-sm:grid-cols-[24px_minmax(0,1fr)_auto]">
        {person ? (
          <Avatar name={entry.actor.name} />
        ) : (
          <Bot className="t3 justify-self-center" aria-hidden="true" />
        )}
        <p className="row wrap min-w-0 gap-x-1.5">
          {entry.actor.id ? (
            <Anchor className="m" href={`/settings/people/${entry.actor.id}`}>
              {entry.actor.name}
            </Anchor>
          ) : (
            <span className="m">{entry.actor.name}</span>
          )}
          <span className="t2">{sayAction(entry)}</span>
          <Subject subject={entry.subject} actorId={entry.actor.id} />
          {entry.byToken ? (
            <Badge tone="line" icon={<KeyRound className="s" />}>
              By token
            </Badge>
          ) : null}
          {entry.asAdmin ? (
            <Badge tone="info">As administrator{entry.team ? `, ${entry.team.name}` : ""}</Badge>
          ) : null}
          {entry.outcome === "failed" ? <StateWord state="warn">Failed</StateWord> : null}
          {entry.outcome === "refused" ? <StateWord state="crit">Refused</StateWord> : null}
        </p>
        <span className="xs t2 max-sm:col-start-2 max-sm:row-start-2">
          <RelativeTime iso={entry.at} />
        </span>
        <button
          type="button"
          className="btn quiet sm icon max-sm:col-start-3 max-sm:row-start-1"
          aria-expanded={open}
          aria-label={open ? "Hide the detail" : "Show the detail"}
          onClick={() => setOpen(!open)}
        >
          <ChevronDown className={`s ${open ? "rotate-180" : ""}`} />
        </button>
      </div>
      {open ? <Detail entry={entry} /> : null}
    </li>
  );
}

function Detail({ entry }: { entry: AuditDto }) {
  const lines = entry.detail ? linesOf(entry.detail) : [];
  return (
    <div className="grid gap-2 bg-inset px-3.5 py-3 pl-[50px] max-sm:pl-3.5">
      {lines.length > 0 ? (
        <dl className="xs grid grid-cols-[minmax(80px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
          {lines.map((line) => (
            <div key={line.term} className="contents">
              <dt className="t3">{line.term}</dt>
              <dd className="mono break-words">
                {line.from === null ? null : <span className="t3">{line.from} → </span>}
                {line.to}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="xs t2">
          {entry.redactedAt ? (
            <>
              The detail was redacted <RelativeTime iso={entry.redactedAt} />. Its hash stays in the chain.
            </>
          ) : (
            "Nothing more was recorded."
          )}
        </p>
      )}
      <p className="row wrap xs t3 gap-x-4">
        <span className="mono">{entry.action}</span>
        <span>
          <RelativeTime iso={entry.at} show="absolute" focusable={false} />
        </span>
        <span>
          Request <span className="mono">{entry.requestId}</span>
        </span>
        {lines.length > 0 ? <RedactEntry id={entry.id} /> : null}
      </p>
    </div>
  );
}

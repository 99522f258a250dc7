"use client";

import ArrowRight from "lucide-react/icons/arrow-right";
import BookOpen from "lucide-react/icons/book-open";
import CalendarClock from "lucide-react/icons/calendar-clock";
import Circle from "lucide-react/icons/circle";
import MessageCircleQuestion from "lucide-react/icons/message-circle-question-mark";
import type { ReactNode } from "react";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callApi } from "#components/shell/api.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Segmented } from "#components/ui/choices.tsx";
import { TextArea } from "#components/ui/inputs.tsx";
import { Avatar, Badge, type Severity, SeverityMark } from "#components/ui/marks.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { useNow, useZone } from "#components/ui/time-context.tsx";
import { TOLD_KINDS } from "#lib/handoffs/model.ts";
import type { HandoffDto, HandoffItemDto } from "#lib/handoffs/schema.ts";
import { factWords, firstName, needWords, notesAge } from "./words.ts";

const GLYPH: Record<HandoffItemDto["kind"], ReactNode> = {
  incident: null,
  duty: null,
  run: <Circle className="t3" />,
  action: <CalendarClock className="warn" />,
  runbook: <BookOpen className="t3" />,
};

export interface RowProps {
  handoff: HandoffDto;
  item: HandoffItemDto;
  me: string;
  /** The outgoing person's answer to "does it go over?"; undefined: it is not theirs to say. */
  onGoes: ((goes: "over" | "keep") => void) | undefined;
}

/** One thing of the handoff: what it is, where it goes, and what was asked about it. */
export function ItemRow({ handoff, item, me, onGoes }: RowProps) {
  return (
    <li className="ho-item">
      <div className="pt-px">
        {item.facts.severity ? <SeverityMark level={item.facts.severity as Severity} /> : GLYPH[item.kind]}
      </div>
      <div className="min-w-0">
        <p className="b">{item.url ? <Anchor href={item.url}>{item.title}</Anchor> : item.title}</p>
        <p className="t3 xs">
          <Facts item={item} signed={handoff.submittedAt} />
        </p>
        {item.note ? <p className="ho-note t2">{item.note}</p> : null}
        <Talk handoff={handoff} item={item} me={me} />
      </div>
      <div className="ho-acts">
        <Goes handoff={handoff} item={item} me={me} onGoes={onGoes} />
        <Ask handoff={handoff} item={item} />
      </div>
    </li>
  );
}

function Facts({ item, signed }: { item: HandoffItemDto; signed: string | null }) {
  const now = useNow();
  const age = notesAge(item, signed ? Date.parse(signed) : now);
  const { dueAt, openedAt, changedAt } = item.facts;
  const zone = useZone();
  const words = factWords(item);
  return (
    <>
      {words}
      {item.facts.needs ? ` · ${needWords(item.facts.needs, dueAt ?? null, zone)}` : null}
      {openedAt ? (
        <>
          {" · "}opened <RelativeTime iso={openedAt} focusable={false} />
        </>
      ) : null}
      {item.kind === "run" && dueAt ? (
        <>
          {" · "}due <RelativeTime iso={dueAt} show="moment" focusable={false} />
        </>
      ) : null}
      {changedAt ? (
        <>
          changed <RelativeTime iso={changedAt} focusable={false} />
        </>
      ) : null}
      {age ? (
        <>
          {" · "}
          <span className={age.stale ? "warn" : undefined}>{age.words}</span>
        </>
      ) : null}
    </>
  );
}

function Goes({ handoff, item, me, onGoes }: RowProps) {
  if (TOLD_KINDS.includes(item.kind) || !handoff.from) return null;
  if (onGoes)
    return (
      <Segmented
        legend={`${item.title}: who has it afterwards`}
        name={`goes-${item.id}`}
        value={item.goes}
        onChange={(value) => onGoes(value as "over" | "keep")}
        options={[
          { value: "over", label: `To ${firstName(handoff.to.name)}` },
          { value: "keep", label: "I keep it" },
        ]}
      />
    );
  if (item.goes === "keep")
    return (
      <Badge tone="line">
        {handoff.from.id === me ? "You keep it" : `${firstName(handoff.from.name)} keeps it`}
      </Badge>
    );
  return (
    <Badge tone="acc" icon={<ArrowRight aria-hidden />}>
      {handoff.to.id === me ? "To you" : `To ${firstName(handoff.to.name)}`}
    </Badge>
  );
}

/** The incoming person asks; the outgoing one answers. */
function Ask({ handoff, item }: { handoff: HandoffDto; item: HandoffItemDto }) {
  const { abilities } = handoff;
  if (abilities.query && handoff.from)
    return (
      <FormDialogButton
        trigger={{
          variant: "soft",
          size: "sm",
          icon: <MessageCircleQuestion />,
          children: item.query ? "Asked" : "Query",
          "aria-label": `Ask about ${item.title}`,
        }}
        title={`Ask ${handoff.from.name}`}
        description={`About "${item.title}". The clock goes on while you wait for the answer.`}
        verb="Ask"
        busyLabel="Asking"
        fields={["text"]}
        done="Asked"
        onSend={({ text, idempotencyKey }) =>
          callApi(
            "POST",
            `/handoffs/${handoff.id}/query`,
            { item: item.id, text: text.text ?? "" },
            { idempotencyKey },
          )
        }
      >
        {(at) => (
          <TextArea label="Question" name="text" rows={3} maxLength={2000} autoFocus error={at("text")} />
        )}
      </FormDialogButton>
    );
  if (abilities.answer && item.query)
    return (
      <FormDialogButton
        trigger={{
          size: "sm",
          children: item.answer ? "Answer again" : "Answer",
          "aria-label": `Answer about ${item.title}`,
        }}
        title={`Answer ${handoff.to.name}`}
        description={item.query.text}
        verb="Answer"
        busyLabel="Answering"
        fields={["text"]}
        done="Answered"
        onSend={({ text, idempotencyKey }) =>
          callApi(
            "POST",
            `/handoffs/${handoff.id}/answer`,
            { item: item.id, text: text.text ?? "" },
            { idempotencyKey },
          )
        }
      >
        {(at) => (
          <TextArea label="Answer" name="text" rows={3} maxLength={2000} autoFocus error={at("text")} />
        )}
      </FormDialogButton>
    );
  return null;
}

function Talk({ handoff, item, me }: { handoff: HandoffDto; item: HandoffItemDto; me: string }) {
  return (
    <>
      {item.query ? (
        <p className="ho-asked">
          <Avatar name={handoff.to.name} me={handoff.to.id === me} size="sm" />
          <span>{item.query.text}</span>
        </p>
      ) : null}
      {item.answer ? (
        <p className="ho-asked ho-answer">
          <Avatar name={handoff.from?.name ?? null} me={handoff.from?.id === me} size="sm" />
          <span>{item.answer.text}</span>
        </p>
      ) : null}
    </>
  );
}

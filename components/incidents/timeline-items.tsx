import ArrowUpRight from "lucide-react/icons/arrow-up-right";
import BellRing from "lucide-react/icons/bell-ring";
import CircleDot from "lucide-react/icons/circle-dot";
import Gavel from "lucide-react/icons/gavel";
import Link2 from "lucide-react/icons/link-2";
import Megaphone from "lucide-react/icons/megaphone";
import NotebookPen from "lucide-react/icons/notebook-pen";
import Paperclip from "lucide-react/icons/paperclip";
import PencilLine from "lucide-react/icons/pencil-line";
import Signal from "lucide-react/icons/signal";
import SquareCheck from "lucide-react/icons/square-check";
import TimerOff from "lucide-react/icons/timer-off";
import UserRound from "lucide-react/icons/user-round";
import type { ReactNode } from "react";
import { REPORT_WORD, ROLE_WORD, STATUS_WORD } from "#components/incidents/words.ts";
import type { TimelineItem } from "#components/patterns/timeline.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import type { EscalationDto } from "#lib/escalations/schema.ts";
import type { IncidentRole, Status } from "#lib/incidents/model.ts";
import type { EntryDto } from "#lib/incidents/schema/timeline.ts";

type Told = Pick<TimelineItem, "icon" | "kind" | "text"> & Partial<Pick<TimelineItem, "tone" | "quote">>;

const word = (value: unknown) => (typeof value === "string" ? value : "");
const because = (text: string) => (text ? `: ${text}` : "");

const BREACH_WORD: Readonly<Record<string, string>> = {
  acknowledge: "acknowledge",
  respond: "respond",
  update: "tell the stakeholders",
};

/** Free text as it was typed, line breaks kept. */
const typed = (text: string): ReactNode => <span className="whitespace-pre-wrap">{text}</span>;

function statusText({ data, text }: EntryDto): ReactNode {
  const to = word(data.to);
  if (data.reopened) return `reopened it${because(text)}`;
  if (to === "open" && data.blind) return `reported it as ${word(data.severity)}, from outside the team`;
  if (to === "open") return `declared it as ${word(data.severity) || "an incident"}`;
  if (to === "cancelled") return `cancelled it${because(text)}`;
  if (to === "merged") return `merged it into INC-${String(data.into ?? "")}`;
  if (to === "acknowledged") return "acknowledged";
  return (
    <>
      set it to <span className="m">{STATUS_WORD[to as Status] ?? to}</span>
    </>
  );
}

function roleText({ data, actor }: EntryDto): string {
  const role = (ROLE_WORD[data.role as IncidentRole] ?? word(data.role)).replace(/s$/u, "").toLowerCase();
  if (!data.userId) return `left the role of ${role === "communication" ? "communications" : role} open`;
  const name = role === "communication" ? "communications" : role;
  if (data.userId === actor?.id) return `took the role of ${name}`;
  if (data.from && data.from === actor?.name) return `handed the role of ${name} over to ${word(data.name)}`;
  return `made ${word(data.name)} ${name}`;
}

function linkText({ data, text }: EntryDto): ReactNode {
  const url = word(data.url);
  const outside = /^https?:/u.test(url);
  return (
    <>
      linked{" "}
      {outside ? (
        <a className="link" href={url} target="_blank" rel="noreferrer">
          {text}
        </a>
      ) : url ? (
        <Anchor className="link" href={url}>
          {text}
        </Anchor>
      ) : (
        text
      )}
    </>
  );
}

/** A picture stands there itself, asked for each time it is looked at; the rest is a download. */
function fileText({ data, text }: EntryDto): ReactNode {
  const url = word(data.url);
  if (!word(data.type).startsWith("image/"))
    return (
      <>
        attached{" "}
        <a className="link" href={url} download>
          {text}
        </a>
      </>
    );
  return (
    <>
      attached{" "}
      <a className="link" href={url} target="_blank" rel="noreferrer">
        {text}
      </a>
      <img className="mt-1.5 max-h-60 max-w-full rounded-2" src={url} alt={text} loading="lazy" />
    </>
  );
}

function reportText({ data }: EntryDto): string {
  const parts = Array.isArray(data.parts) ? data.parts : [];
  const names = parts.map((part) => (REPORT_WORD[part as keyof typeof REPORT_WORD] ?? "").toLowerCase());
  return `wrote the report: ${names.filter(Boolean).join(", ")}`;
}

function told(entry: EntryDto, names: ReadonlyMap<string, string>): Told {
  const { kind, data, text } = entry;
  switch (kind) {
    case "status": {
      const opens = data.to === "open";
      return {
        icon: <CircleDot />,
        kind: "Status",
        text: statusText(entry),
        ...(opens ? { tone: "crit" as const } : data.to === "resolved" ? { tone: "ok" as const } : {}),
      };
    }
    case "severity":
      return {
        icon: <Signal />,
        kind: "Severity",
        tone: "warn",
        text: `changed the severity from ${word(data.from)} to ${word(data.to)}${because(text)}`,
      };
    case "role":
      return {
        icon: <UserRound />,
        kind: "Role",
        text: roleText(entry),
        ...(text ? { quote: text } : {}),
      };
    case "file":
      return { icon: <Paperclip />, kind: "File", text: fileText(entry) };
    case "task":
      return {
        icon: <SquareCheck />,
        kind: "Task",
        text: (
          <>
            {data.done ? "did:" : "took back that it is done:"} {typed(text)}
          </>
        ),
      };
    case "escalation": {
      const called = Array.isArray(data.called) ? data.called.map((id) => names.get(String(id)) ?? "") : [];
      const level = typeof data.level === "number" ? `level ${data.level}: ` : "";
      const byLevel = typeof data.to === "object" && data.to !== null && "level" in data.to;
      const whom = byLevel
        ? "the next level"
        : `${level}${called.filter(Boolean).join(", ") || "nobody: no one could be found"}`;
      return {
        icon: <ArrowUpRight />,
        kind: "Escalation",
        tone: "crit",
        text: `called ${whom}${data.late ? ", late" : ""}${because(text)}`,
      };
    }
    case "clock":
      return {
        icon: <TimerOff />,
        kind: "Clock",
        tone: "crit",
        text: `noted that the time to ${BREACH_WORD[word(data.clock)] ?? "act"} was over`,
      };
    case "link":
      return { icon: <Link2 />, kind: "Link", text: linkText(entry) };
    case "report":
      return { icon: <NotebookPen />, kind: "Report", text: reportText(entry) };
    case "update":
      return {
        icon: <Megaphone />,
        kind: "Update",
        tone: "info",
        text: data.audience === "stakeholders" ? "sent a stakeholder update" : "wrote an update for the team",
        quote: text,
      };
    case "decision":
      return {
        icon: <Gavel />,
        kind: "Decision",
        text: (
          <>
            <span className="m">decided:</span> {typed(text)}
          </>
        ),
      };
    default:
      return { icon: <PencilLine />, kind: "Note", text: typed(text) };
  }
}

/** An entry as the timeline draws it; `star` is its button, where the reader may star. */
export function itemOf(
  entry: EntryDto,
  names: ReadonlyMap<string, string>,
  extra: { written?: string | undefined; star?: ReactNode },
): TimelineItem {
  const { text, ...rest } = told(entry, names);
  return {
    id: entry.id,
    at: entry.occurredAt,
    author: entry.actor?.name ?? "Evenkeel",
    starred: entry.starred,
    ...rest,
    text: extra.written ? (
      <>
        {text} <span className="xs t3 nw">{extra.written}</span>
      </>
    ) : (
      text
    ),
    ...(extra.star === undefined ? {} : { star: extra.star }),
  };
}

/** What the portal did by itself when it opened or reopened: whom it told. */
export function openingItem(escalation: EscalationDto): TimelineItem {
  const names = escalation.pages.map((page) => page.user.name);
  return {
    id: escalation.id,
    at: escalation.startedAt,
    icon: <BellRing />,
    kind: "Escalation",
    tone: names.length > 0 ? "info" : "crit",
    author: "Evenkeel",
    text:
      names.length > 0 ? `told ${names.join(", ")}` : "found nobody to tell: no one holds this team's pager",
  };
}

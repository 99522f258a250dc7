"use client";

import Check from "lucide-react/icons/check";
import RotateCw from "lucide-react/icons/rotate-cw";
import { Anchor } from "#components/ui/anchor.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Avatar } from "#components/ui/marks.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { judgeItem, needsNote } from "#lib/checklists/model/judging.ts";
import type { ChecklistItem, Verdict } from "#lib/checklists/model.ts";
import { AnswerControl } from "./answer-control.tsx";
import { BreachPanel } from "./breach-panel.tsx";
import { glyphOf, VERDICT_WORDS, verdictWords } from "./run-words.ts";
import { NoteField, ReasonField } from "./under-row.tsx";
import type { RunScreenState } from "./use-run-screen.ts";

interface RowProps {
  item: ChecklistItem;
  number: number;
  depth: number;
  screen: RunScreenState;
}

function Glyph({ verdict }: { verdict: Verdict | null }) {
  return (
    <span className={cx("gl", verdict === "ok" && "g-ok")}>
      {verdict === "ok" ? <Check aria-hidden="true" /> : <StateGlyph state={glyphOf(verdict)} />}
      <span className="vh">{verdict === null ? "Not answered" : VERDICT_WORDS[verdict]}.</span>
    </span>
  );
}

/** Open in place: a breach that still wants its note or a decision, or that somebody is at. */
export function breachIsOpen(item: ChecklistItem, verdict: Verdict | null, screen: RunScreenState): boolean {
  if (!needsNote(verdict)) return false;
  const { note } = screen.answerOf(item.key);
  if (screen.current === item.key && screen.canAnswer) return true;
  if (!screen.view.run.abilities.answer.may) return false;
  const linked = screen.view.run.incidents.some((one) => one.itemKey === item.key);
  return !note?.trim() || (verdict === "critical" && !linked);
}

let pressing = false;

/**
 * A row becomes current when the focus comes into it. Under a pointer only once it is released: on a phone the rows
 * above change their height then, and what was pressed would no longer lie under the finger.
 */
function becomesCurrent(key: string, { current, setCurrent }: RunScreenState) {
  const become = () => {
    if (current !== key) setCurrent(key);
  };
  return {
    onMouseDownCapture: () => {
      pressing = true;
    },
    onMouseUpCapture: () => {
      pressing = false;
      become();
    },
    onFocusCapture: () => {
      if (!pressing) become();
    },
    onKeyDownCapture: () => {
      pressing = false;
    },
  };
}

/** One item: number, state, text, answer, verdict, who and when; what it needs opens under it. */
export function RunRow({ item, number, depth, screen }: RowProps) {
  const typed = screen.typedOf(item);
  const shown = screen.answerOf(item.key);
  const recorded = screen.verdictOf(item);
  const verdict = typed === null ? recorded : judgeItem(item, { value: typed });
  const open = breachIsOpen(item, recorded, screen);
  const field = screen.openField?.key === item.key ? screen.openField.field : null;
  const current = screen.current === item.key;
  return (
    <li
      className={cx(
        "it",
        depth > 0 && "sub",
        open && (recorded === "warn" ? "off" : "bad"),
        current && "cur",
        !open && field !== null && "needs",
        screen.view.fresh.has(item.key) && "fresh",
      )}
      data-row={item.key}
      id={item.key}
      tabIndex={-1}
      aria-current={current ? "step" : undefined}
      {...becomesCurrent(item.key, screen)}
    >
      <span className="ix num">{number}</span>
      <Glyph verdict={verdict} />
      <span className="tx">
        {item.text}
        {item.required === false ? <span className="opt"> optional</span> : null}
        {item.command ? <Command text={item.command} /> : null}
      </span>
      <span className="an">
        <AnswerControl item={item} screen={screen} />
      </span>
      <VerdictCell
        item={item}
        screen={screen}
        verdict={verdict}
        answer={typed === null ? shown : { value: typed, item: shown.item }}
      />
      <By item={item} screen={screen} typing={typed !== null} />
      <Unsent item={item} screen={screen} />
      {open ? <BreachPanel item={item} screen={screen} verdict={recorded} /> : null}
      {!open && field === "note" ? (
        <div className="br" data-under>
          <NoteField item={item} screen={screen} label="Note" />
        </div>
      ) : null}
      {field === "reason" ? (
        <div className="br" data-under>
          <ReasonField item={item} screen={screen} />
        </div>
      ) : null}
    </li>
  );
}

function Command({ text }: { text: string }) {
  return (
    <span className="cmd">
      <code>{text}</code>
      <CopyButton text={text} label="Copy the command" size="sm" variant="quiet" />
    </span>
  );
}

interface VerdictProps {
  item: ChecklistItem;
  screen: RunScreenState;
  verdict: Verdict | null;
  answer: ReturnType<RunScreenState["answerOf"]>;
}

function VerdictCell({ item, screen, verdict, answer }: VerdictProps) {
  const linked = screen.view.run.incidents.filter((one) => one.itemKey === item.key);
  const first = linked[0];
  if (first) {
    return (
      <span className="ve">
        <Anchor className="link" href={`/incidents/${first.id}`}>
          INC-{first.number}
        </Anchor>
        <span className="t3">{linked.length > 1 ? `and ${linked.length - 1} more linked` : "linked"}</span>
      </span>
    );
  }
  const said = verdictWords(item, answer, verdict);
  const note = answer.note?.trim();
  if (note && !breachIsOpen(item, verdict, screen) && (said === null || needsNote(verdict))) {
    return (
      <span className="ve">
        <span className={verdict === "critical" ? "crit" : verdict === "warn" ? "warn" : "t3"}>Noted:</span>
        <span className="t2 trunc" title={note}>
          {note}
        </span>
      </span>
    );
  }
  if (!said) return <span className="ve" />;
  return (
    <span className="ve">
      <span className={cx(said.tone, said.tone === "crit" && "m")}>{said.word}</span>
      {said.rest ? <span className="t3 trunc">{said.rest}</span> : null}
    </span>
  );
}

function By({ item, screen, typing }: { item: ChecklistItem; screen: RunScreenState; typing: boolean }) {
  const pending = screen.view.pending[item.key];
  const stored = screen.answerOf(item.key).item;
  if (typing) {
    return (
      <span className="by">
        <Kbd>↵</Kbd>
      </span>
    );
  }
  if (pending?.state === "sending") return <span className="by">Saving</span>;
  if (pending) return <span className="by warn">Not saved</span>;
  if (!stored || stored.verdict === null) return <span className="by" />;
  return (
    <span className="by">
      {stored.by ? (
        <span title={stored.by.name} className="row">
          <Avatar name={stored.by.name} me={stored.by.id === screen.me} size="sm" />
          <span className="vh">{stored.by.name}</span>
        </span>
      ) : null}
      <RelativeTime iso={stored.at} show="moment" className="num" />
    </span>
  );
}

/** An answer the server does not have: kept here, sent again by itself, or to be mended. */
function Unsent({ item, screen }: { item: ChecklistItem; screen: RunScreenState }) {
  const pending = screen.view.pending[item.key];
  if (!pending || pending.state === "sending") return null;
  const refused = pending.state === "refused";
  return (
    <div className={cx("wait unsent", refused && "no")} role="status">
      <StateGlyph state={refused ? "crit" : "warn"} small />
      <span className="grow xs">
        {refused
          ? "The server did not take this answer. "
          : "Not saved yet; it is kept here and sent again. "}
        {pending.problem}
      </span>
      {refused ? (
        <>
          <Button size="sm" icon={<RotateCw />} onClick={() => screen.store.retry(item.key)}>
            Try again
          </Button>
          <Button size="sm" variant="quiet" onClick={() => screen.store.discard(item.key)}>
            Give it up
          </Button>
        </>
      ) : null}
    </div>
  );
}

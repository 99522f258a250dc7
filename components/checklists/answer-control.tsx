"use client";

import { Segmented } from "#components/ui/choices.tsx";
import { cx } from "#components/ui/cx.ts";
import { FieldError } from "#components/ui/field.tsx";
import { unitWords } from "#lib/checklists/model/words.ts";
import { type ChecklistItem, itemType } from "#lib/checklists/model.ts";
import { formatNumber } from "#lib/platform/format.ts";
import { answerText, choicesOf, isTyped, typedProblem } from "./run-words.ts";
import type { RunScreenState } from "./use-run-screen.ts";

export interface AnswerProps {
  item: ChecklistItem;
  screen: RunScreenState;
}

/** The control that answers an item: a tick, choices, a reading or text. */
export function AnswerControl({ item, screen }: AnswerProps) {
  if (screen.answerOf(item.key).notApplicable && screen.openField?.key !== item.key) {
    return <NotApplicable item={item} screen={screen} />;
  }
  if (itemType(item) === "done") return <Tick item={item} screen={screen} />;
  const choices = choicesOf(item);
  if (choices && choices.length > 3) return <Pick item={item} screen={screen} choices={choices} />;
  if (choices) return <Choose item={item} screen={screen} choices={choices} />;
  const answered = screen.answerOf(item.key).value !== null;
  const typing = screen.editing === item.key || screen.view.drafts[item.key]?.text !== undefined;
  return answered && !typing ? (
    <Reading item={item} screen={screen} />
  ) : (
    <Entry item={item} screen={screen} />
  );
}

function NotApplicable({ item, screen }: AnswerProps) {
  return (
    <button
      type="button"
      className="rd"
      disabled={!screen.canAnswer}
      title={screen.canAnswer ? "Answer it after all" : undefined}
      onClick={() => screen.give(item, null)}
    >
      <span className="t2">Not applicable</span>
    </button>
  );
}

function Tick({ item, screen }: AnswerProps) {
  const done = screen.answerOf(item.key).value === true;
  return (
    <label className="tick">
      <input
        type="checkbox"
        className="check"
        checked={done}
        disabled={!screen.canAnswer}
        onChange={() => screen.give(item, done ? null : true)}
      />
      <span aria-hidden="true">Done</span>
      <span className="vh">{item.text}</span>
    </label>
  );
}

type Choices = { value: string; label: string }[];

function Choose({ item, screen, choices }: AnswerProps & { choices: Choices }) {
  const { value } = screen.answerOf(item.key);
  return (
    <Segmented
      look="yn"
      legend={item.text}
      name={`answer-${item.key}`}
      options={choices}
      value={typeof value === "string" ? value : ""}
      disabled={!screen.canAnswer}
      onChange={(chosen) => screen.give(item, chosen)}
    />
  );
}

function Pick({ item, screen, choices }: AnswerProps & { choices: Choices }) {
  const { value } = screen.answerOf(item.key);
  return (
    <span className="inp ent">
      <select
        aria-label={item.text}
        value={typeof value === "string" ? value : ""}
        disabled={!screen.canAnswer}
        onChange={(event) => screen.give(item, event.target.value === "" ? null : event.target.value)}
      >
        <option value="">Choose</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** A recorded reading: text until somebody types it again. */
function Reading({ item, screen }: AnswerProps) {
  const { value } = screen.answerOf(item.key);
  const unit = item.measure ? unitWords(item.measure.unit) : "";
  const count = typeof value === "object" && value !== null ? value : null;
  return (
    <button
      type="button"
      className="rd"
      disabled={!screen.canAnswer}
      title={screen.canAnswer ? "Type it again" : undefined}
      onClick={() => screen.edit(item.key)}
    >
      {typeof value === "string" ? (
        <span className="trunc">{value}</span>
      ) : (
        <span className="num">{formatNumber(count ? count.actual : Number(value))}</span>
      )}
      {count && count.expected !== null ? (
        <span className="t3 num">of {formatNumber(count.expected)}</span>
      ) : null}
      {unit ? <span className="t3">{unit}</span> : null}
    </button>
  );
}

function Entry({ item, screen }: AnswerProps) {
  const draft = screen.view.drafts[item.key];
  const { value } = screen.answerOf(item.key);
  const text = draft?.text ?? answerText(value);
  const problem = screen.current === item.key ? null : typedProblem(item, text);
  const isText = itemType(item) === "text";
  const unit = item.measure ? unitWords(item.measure.unit) : "";
  return (
    <span className="field">
      <span className={cx("inp ent", problem !== null && "bad")}>
        <input
          type="text"
          inputMode={isText ? "text" : "decimal"}
          autoComplete="off"
          className="num m"
          aria-label={item.text}
          aria-invalid={problem !== null || undefined}
          placeholder={isText ? "Text" : "–"}
          value={text}
          disabled={!screen.canAnswer}
          onChange={(event) => screen.store.draft(item.key, { text: event.target.value })}
          onBlur={(event) => {
            // Leaving the field records a finished reading: nothing has to be typed twice.
            if (
              event.relatedTarget instanceof Element &&
              event.relatedTarget.closest(".ent") === event.target.parentElement
            )
              return;
            if (draft?.text !== undefined && isTyped(item)) screen.commit(item);
          }}
        />
        {itemType(item) === "numberVsExpected" ? <Expected item={item} screen={screen} /> : null}
        {unit ? <span className="t3 nw">{unit}</span> : null}
      </span>
      <FieldError>{problem}</FieldError>
    </span>
  );
}

/** What the count is held against: from earlier runs, and typed over where one knows better. */
function Expected({ item, screen }: AnswerProps) {
  const typed = screen.view.drafts[item.key]?.expected;
  const known = screen.expectedOf(item);
  const shown = typed ?? (known === null ? "" : formatNumber(known));
  return (
    <span className="t3 nw">
      of{" "}
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className="exp num"
        aria-label={`${item.text}: expected`}
        placeholder="?"
        value={shown}
        disabled={!screen.canAnswer}
        onChange={(event) => screen.store.draft(item.key, { expected: event.target.value })}
        onBlur={() => {
          if (screen.view.drafts[item.key]?.expected !== undefined) screen.commit(item);
        }}
      />
    </span>
  );
}

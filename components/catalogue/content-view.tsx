import type { ReactNode } from "react";
import {
  assumedWords,
  fieldWords,
  headOf,
  inOrder,
  isFields,
  isScalar,
  measureWords,
  rangeWords,
  ruleWords,
  scalarWords,
} from "#components/catalogue/content-words.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

type Fields = Record<string, unknown>;

/** Shown beside the content already, or not meant for people. */
const LEFT_OUT = new Set(["key", "profile", "rows", "assumed"]);
const RULE = ["rrule", "time", "zone", "trigger"];
const MEASURE = ["metric", "unit", "comparator", "target", "value", "min", "max", "warn", "critical"];

function Scalar({ name, value }: { name: string; value: unknown }) {
  if (name === "command" && typeof value === "string")
    return (
      <span className="row wrap">
        <code className="mono xs">{value}</code>
        <CopyButton text={value} label="Copy the command" />
      </span>
    );
  if (typeof value === "string" && /^https?:\/\//.test(value))
    return (
      <a className="link" href={value} rel="noreferrer" target="_blank">
        {value}
      </a>
    );
  return <>{scalarWords(value)}</>;
}

/** Short words in one line, longer ones one under the other. */
function Words({ values }: { values: readonly unknown[] }) {
  const words = values.map(scalarWords);
  if (words.length === 0) return <span className="t3">none</span>;
  if (words.every((word) => word.length <= 24)) return <>{words.join(", ")}</>;
  return (
    <ul className="grid list-disc gap-1 pl-4">
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}

interface Sentence {
  term: string;
  words: string;
  uses: readonly string[];
}

/** A rule and a measure are one sentence each; what else there is follows field by field. */
function sentencesOf(fields: Fields): Sentence[] {
  const rule = ruleWords(fields);
  const measure = measureWords(fields);
  return [
    ...(rule === null ? [] : [{ term: "When", words: rule, uses: RULE }]),
    ...(measure === null ? [] : [{ term: "Measure", words: measure, uses: MEASURE }]),
  ];
}

/** The one sentence that says all of a value; null when it needs more. */
function inOneSentence(value: unknown): ReactNode | null {
  if (!isFields(value)) return null;
  const range = rangeWords(value);
  const [only, ...more] = sentencesOf(value);
  const told = new Set([...LEFT_OUT, ...(only?.uses ?? [])]);
  const rest = Object.keys(value).some((name) => !told.has(name));
  const words = range ?? (more.length === 0 && !rest ? only?.words : undefined);
  if (words === undefined) return null;
  const remark = [value.note, assumedWords(value.assumed)].filter(Boolean).map(String).join(" ");
  return (
    <>
      {words}
      {remark ? <span className="xs t3 block">{remark}</span> : null}
    </>
  );
}

/** What stands at the right of its term; null for what needs the whole width under it. */
function beside(name: string, value: unknown): ReactNode | null {
  if (isScalar(value)) return <Scalar name={name} value={value} />;
  if (Array.isArray(value) && value.every(isScalar)) return <Words values={value} />;
  return inOneSentence(value);
}

function Parts({ value }: { value: unknown }) {
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  return (
    <ul className="mt-1 grid gap-2">
      {parts.map((part, index) => (
        // By place: the content is a copy that never changes its order.
        <li key={index} className="border-line border-l-2 pl-2.5">
          {isFields(part) ? <Part fields={part} /> : <Words values={[part].flat()} />}
        </li>
      ))}
    </ul>
  );
}

function Field({ term, name, value }: { term: string; name: string; value: unknown }) {
  const words = beside(name, value);
  return words === null ? (
    <div className="block!">
      <dt className="xs">{term}</dt>
      <dd>
        <Parts value={value} />
      </dd>
    </div>
  ) : (
    <div>
      <dt className="xs">{term}</dt>
      <dd>{words}</dd>
    </div>
  );
}

function Terms({ fields, without }: { fields: Fields; without: string | null }) {
  const sentences = sentencesOf(fields);
  const told = new Set([...LEFT_OUT, ...sentences.flatMap((one) => one.uses), without]);
  const rest = inOrder(fields).filter(([name, value]) => !told.has(name) && value !== undefined);
  const ours = assumedWords(fields.assumed);
  return (
    <>
      {sentences.length + rest.length > 0 ? (
        <dl className="dl [--term:132px] max-sm:[--term:92px]">
          {sentences.map((one) => (
            <Field key={one.term} term={one.term} name="" value={one.words} />
          ))}
          {rest.map(([name, value]) => (
            <Field key={name} term={fieldWords(name)} name={name} value={value} />
          ))}
        </dl>
      ) : null}
      {ours ? <p className="xs t3">{ours}</p> : null}
    </>
  );
}

/** One part of a thing: what it is about, and its fields under it. */
function Part({ fields }: { fields: Fields }) {
  const head = headOf(fields);
  return (
    <div className="grid gap-1">
      {head ? <p className="m">{scalarWords(fields[head])}</p> : null}
      <Terms fields={fields} without={head} />
    </div>
  );
}

/** Content of the catalogue for people: terms and values, rules and measures as sentences, no braces. */
export function ContentView({ content, title }: { content: unknown; title: string }) {
  if (!isFields(content)) return <Words values={[content].flat()} />;
  const head = headOf(content);
  const same = head !== null && scalarWords(content[head]) === title;
  const rows = Array.isArray(content.rows) ? content.rows.map(String) : [];
  return (
    <div className="grid max-w-3xl gap-2">
      <Terms fields={content} without={same ? head : null} />
      {rows.length > 0 ? <p className="mono t3 text-[11px]">{rows.join(" ")}</p> : null}
    </div>
  );
}

import type { ReactNode } from "react";
import {
  assumedWords,
  fieldWords,
  headOf,
  isFields,
  isScalar,
  measureWords,
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

function ListOf({ name, values }: { name: string; values: readonly unknown[] }) {
  if (values.length === 0) return <span className="t3">none</span>;
  if (values.every(isScalar)) {
    const words = values.map(scalarWords);
    const long = words.some((word) => word.length > 24);
    return long ? (
      <ul className="grid list-disc gap-1 pl-4">
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    ) : (
      words.join(", ")
    );
  }
  return (
    <ol className="grid gap-2">
      {values.map((value, index) => (
        // By place: the content is a copy that never changes its order.
        <li key={index} className="border-line border-l-2 pl-2.5">
          {isFields(value) ? <Part fields={value} /> : <Value name={name} value={value} />}
        </li>
      ))}
    </ol>
  );
}

function Value({ name, value }: { name: string; value: unknown }) {
  if (isScalar(value)) return <Scalar name={name} value={value} />;
  if (Array.isArray(value)) return <ListOf name={name} values={value} />;
  return isFields(value) ? <Part fields={value} /> : null;
}

/** A rule and a measure are one sentence; what else there is follows field by field. */
function sentencesOf(fields: Fields): { term: string; value: string; uses: readonly string[] }[] {
  const rule = ruleWords(fields);
  const measure = measureWords(fields);
  return [
    ...(rule === null ? [] : [{ term: "When", value: rule, uses: RULE }]),
    ...(measure === null ? [] : [{ term: "Measure", value: measure, uses: MEASURE }]),
  ];
}

function Terms({ fields, without }: { fields: Fields; without: string | null }) {
  const sentences = sentencesOf(fields);
  const told = new Set([...LEFT_OUT, ...sentences.flatMap((one) => one.uses), without]);
  const rest = Object.entries(fields).filter(([name, value]) => !told.has(name) && value !== undefined);
  const items: Array<[string, ReactNode]> = [
    ...sentences.map((one): [string, ReactNode] => [one.term, one.value]),
    ...rest.map(([name, value]): [string, ReactNode] => [
      fieldWords(name),
      <Value key={name} name={name} value={value} />,
    ]),
  ];
  const ours = assumedWords(fields.assumed);
  if (items.length === 0 && !ours) return null;
  return (
    <>
      {items.length > 0 ? (
        <dl className="dl [--term:132px] max-sm:[--term:96px]">
          {items.map(([term, value]) => (
            <div key={term}>
              <dt className="xs">{term}</dt>
              <dd>{value}</dd>
            </div>
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
  if (!isFields(content)) return <Value name="" value={content} />;
  const head = headOf(content);
  const same = head !== null && scalarWords(content[head]) === title;
  const rows = Array.isArray(content.rows) ? content.rows.map(String) : [];
  return (
    <div className="grid gap-2">
      <Terms fields={content} without={same ? head : null} />
      {rows.length > 0 ? <p className="mono t3 text-[11px]">{rows.join(" ")}</p> : null}
    </div>
  );
}

"use client";

import { useState } from "react";
import { ApiProblem } from "#components/shell/api.ts";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { COMPARATOR_WORDS, spokenUnit } from "#lib/kpis/model/words.ts";
import { unitSign } from "#lib/platform/format.ts";

export interface TargetValue {
  target: number | null;
  targetMax: number | null;
  comparator: string | null;
}

export const TARGET_FIELDS = ["comparator", "target", "targetMax"];

function figure(text: string | undefined, path: string): number | null {
  if (!text?.trim()) return null;
  const value = Number(text.trim());
  if (Number.isFinite(value)) return value;
  const message = "Give a number, for example 99.9.";
  throw new ApiProblem(400, { code: "invalid", detail: message, errors: [{ path, message }] });
}

/** What the fields say, as the API takes it; no comparison means no target. @throws ApiProblem at a field */
export function targetBody(text: Record<string, string>): TargetValue {
  if (!text.comparator) return { target: null, targetMax: null, comparator: null };
  return {
    comparator: text.comparator,
    target: figure(text.target, "target"),
    targetMax: figure(text.targetMax, "targetMax"),
  };
}

/** "below 500 ms", "between 10 and 20 %": how the value should lie. */
export function TargetFields(props: {
  value: TargetValue;
  unit: string;
  at: (path: string) => string | undefined;
  /** A service's own target cannot be "none": that is what removing it says. */
  required?: boolean | undefined;
}) {
  const { value, unit, at, required } = props;
  const [comparator, setComparator] = useState(value.comparator ?? (required ? "lt" : ""));
  const sign = unitSign(spokenUnit(unit));
  const text = (number: number | null) => (number === null ? "" : String(number));
  return (
    <div className="grid grid-cols-2 gap-3">
      <Select
        label="The value should be"
        name="comparator"
        value={comparator}
        onChange={(event) => setComparator(event.target.value)}
        options={[
          ...(required ? [] : [{ value: "", label: "tracked only, no target" }]),
          ...Object.entries(COMPARATOR_WORDS).map(([key, label]) => ({ value: key, label })),
        ]}
        error={at("comparator")}
      />
      {comparator ? (
        <TextInput
          label={comparator === "between" ? "From" : "Target"}
          name="target"
          inputMode="decimal"
          defaultValue={text(value.target)}
          trail={sign}
          error={at("target")}
        />
      ) : null}
      {comparator === "between" ? (
        <TextInput
          label="To"
          name="targetMax"
          inputMode="decimal"
          defaultValue={text(value.targetMax)}
          trail={sign}
          error={at("targetMax")}
          fieldClassName="col-start-2"
        />
      ) : null}
    </div>
  );
}

"use client";

import { useState } from "react";
import { RadioGroup } from "#components/ui/choices.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { zoneWords } from "#components/ui/wall-time.ts";

type Props = {
  zone: string;
  /** Wall time, empty: now. */
  value: string;
  onChange: (wall: string) => void;
  error: string | undefined;
};

/** From when the new rules judge: what has passed stays as it was. */
export function ValidFrom({ zone, value, onChange, error }: Props) {
  const [later, setLater] = useState(value !== "");
  return (
    <div className="grid gap-2">
      <RadioGroup
        legend="The new rules judge"
        name="valid-from"
        value={later ? "later" : "now"}
        onChange={(next) => {
          setLater(next === "later");
          if (next === "now") onChange("");
        }}
        options={[
          { value: "now", label: "From now on", hint: "Shifts that have passed stay as they were." },
          { value: "later", label: "From a chosen time on" },
        ]}
        error={later ? undefined : error}
      />
      {later ? (
        <TextInput
          label="From"
          type="datetime-local"
          fieldClassName="max-w-60"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          hint={zoneWords(zone)}
          error={error}
        />
      ) : null}
    </div>
  );
}

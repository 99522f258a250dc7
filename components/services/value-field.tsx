"use client";

import { ApiProblem } from "#components/shell/api.ts";
import { Checkbox, Segmented } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { NumberInput, Select } from "#components/ui/inputs.tsx";
import type { SettingDto } from "#lib/services/schema.ts";

type Shape = Pick<SettingDto, "type" | "unit" | "options" | "figures" | "label" | "value">;

/** "1,5" and "1 000" are numbers to the person who types them; anything else goes to the server as it is. */
function readNumber(text: string | undefined): number | string | null {
  const plain = (text ?? "").trim().replaceAll(/[\s_']/g, "");
  if (plain === "") return null;
  const number = Number(plain.replace(/^(-?\d+),(\d+)$/, "$1.$2"));
  return Number.isFinite(number) ? number : plain;
}

/** @throws ApiProblem at the value when the figure is no number */
function figureOf(label: string, text: string | undefined): number | null {
  const found = readNumber(text);
  if (typeof found !== "string") return found;
  const errors = [{ path: "value", message: `${label}: give a number.` }];
  throw new ApiProblem(400, { code: "invalid", detail: "Give numbers.", errors });
}

/** The value that the form's fields stand for. */
export function readValue(shape: Shape, form: HTMLFormElement): unknown {
  const data = new FormData(form);
  const text = (name: string) => {
    const found = data.get(name);
    return typeof found === "string" ? found : undefined;
  };
  switch (shape.type) {
    case "number":
      return readNumber(text("value")) ?? "";
    case "flag":
      return text("value") === "yes";
    case "choice":
      return text("value") ?? "";
    case "choices":
      return data.getAll("value");
    case "figures":
      return Object.fromEntries(shape.figures.map((one) => [one.key, figureOf(one.label, text(one.key))]));
  }
}

/** The control that fits the setting's kind. */
export function ValueField({ shape, error }: { shape: Shape; error: string | undefined }) {
  switch (shape.type) {
    case "number":
      return (
        <NumberInput
          label="Value"
          name="value"
          unit={shape.unit ?? undefined}
          defaultValue={String(shape.value)}
          autoFocus
          error={error}
        />
      );
    case "flag":
      return (
        <Segmented
          legend={shape.label}
          name="value"
          look="seg"
          className="justify-self-start"
          defaultValue={shape.value ? "yes" : "no"}
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
        />
      );
    case "choice":
      return (
        <Select
          label="Value"
          name="value"
          defaultValue={String(shape.value)}
          options={shape.options}
          error={error}
        />
      );
    case "choices":
      return (
        <fieldset className="field">
          <legend className="lab">Value</legend>
          {shape.options.map((one) => (
            <Checkbox
              key={one.value}
              name="value"
              value={one.value}
              label={one.label}
              defaultChecked={Array.isArray(shape.value) && shape.value.includes(one.value)}
            />
          ))}
          <FieldError>{error}</FieldError>
        </fieldset>
      );
    case "figures": {
      const values = (shape.value ?? {}) as Record<string, number | null>;
      return (
        <fieldset className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <legend className="vh">Value</legend>
          {shape.figures.map((one) => (
            <NumberInput
              key={one.key}
              label={one.label}
              note={one.optional ? "may be empty" : undefined}
              name={one.key}
              unit={one.unit}
              defaultValue={values[one.key] ?? ""}
            />
          ))}
          <div className="field col-span-full">
            <FieldError>{error}</FieldError>
          </div>
        </fieldset>
      );
    }
  }
}

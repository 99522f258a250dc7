import ChevronDown from "lucide-react/icons/chevron-down";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Field, type FieldText, useField } from "#components/ui/field.tsx";

type Adorned = { lead?: ReactNode; trail?: ReactNode };
export type TextInputProps = FieldText & Adorned & ComponentProps<"input">;

/** Takes the field's own words out of the props, so that the rest can go to the native element. */
function split<P extends FieldText>(props: P): [FieldText, Omit<P, keyof FieldText>] {
  const { label, hideLabel, note, hint, error, fieldClassName, ...rest } = props;
  return [{ label, hideLabel, note, hint, error, fieldClassName }, rest];
}

/** One line of text. `lead` and `trail` stand inside its edge (an icon, a unit). */
export function TextInput(props: TextInputProps) {
  const [text, { lead, trail, className, id: givenId, ...native }] = split(props);
  const { id, describedBy, invalid } = useField(text, givenId);
  return (
    <Field id={id} text={text}>
      <span className={cx("inp", invalid && "bad", className)}>
        {lead ? <span className="lead">{lead}</span> : null}
        <input type="text" {...native} id={id} aria-describedby={describedBy} aria-invalid={invalid} />
        {trail ? <span className="trail">{trail}</span> : null}
      </span>
    </Field>
  );
}

export type NumberInputProps = Omit<TextInputProps, "type" | "inputMode"> & { unit?: string | undefined };

/** A figure with its unit. Text underneath, so that "2,340" and "–" can be typed and judged by the caller. */
export function NumberInput({ unit, trail, ...rest }: NumberInputProps) {
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      trail={trail ?? (unit ? <span>{unit}</span> : null)}
    />
  );
}

export type TextAreaProps = FieldText & ComponentProps<"textarea">;

/** Several lines; grows with what is typed. */
export function TextArea(props: TextAreaProps) {
  const [text, { className, id: givenId, ...native }] = split(props);
  const { id, describedBy, invalid } = useField(text, givenId);
  return (
    <Field id={id} text={text}>
      <span className={cx("inp area", invalid && "bad", className)}>
        <textarea {...native} id={id} aria-describedby={describedBy} aria-invalid={invalid} />
      </span>
    </Field>
  );
}

export type Option = { value: string; label: string; disabled?: boolean | undefined };
export type OptionGroup = { label: string; options: ReadonlyArray<Option> };
export type SelectProps = FieldText &
  Omit<ComponentProps<"select">, "multiple"> & {
    options: ReadonlyArray<Option | OptionGroup>;
    /** A first, empty choice: "Choose a service". */
    placeholder?: string | undefined;
  };

function OptionList({ options }: { options: ReadonlyArray<Option | OptionGroup> }) {
  return options.map((entry) =>
    "options" in entry ? (
      <optgroup key={entry.label} label={entry.label}>
        <OptionList options={entry.options} />
      </optgroup>
    ) : (
      <option key={entry.value} value={entry.value} disabled={entry.disabled}>
        {entry.label}
      </option>
    ),
  );
}

/** The native select. */
export function Select(props: SelectProps) {
  const [text, { className, id: givenId, options, placeholder, ...native }] = split(props);
  const { id, describedBy, invalid } = useField(text, givenId);
  return (
    <Field id={id} text={text}>
      <span className={cx("inp", invalid && "bad", className)}>
        <select {...native} id={id} aria-describedby={describedBy} aria-invalid={invalid}>
          {placeholder === undefined ? null : <option value="">{placeholder}</option>}
          <OptionList options={options} />
        </select>
        <ChevronDown className="s" />
      </span>
    </Field>
  );
}

import { type ComponentProps, type ReactNode, useId } from "react";
import { Anchor } from "#components/ui/anchor.tsx";
import { cx } from "#components/ui/cx.ts";
import { FieldError } from "#components/ui/field.tsx";
import type { Option } from "#components/ui/inputs.tsx";

export type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
  hideLabel?: boolean | undefined;
  /** Drawn as a dash: some of many. In client components only. */
  indeterminate?: boolean | undefined;
};

/** A native checkbox with its label; the whole line is the target. */
export function Checkbox({ label, hint, hideLabel, indeterminate, className, ...native }: CheckboxProps) {
  const id = useId();
  return (
    <label className={cx("choice", className)}>
      <input
        {...native}
        type="checkbox"
        className="check"
        aria-describedby={hint ? id : undefined}
        {...(indeterminate === undefined ? {} : { ref: dash(indeterminate) })}
      />
      <span className={hideLabel ? "vh" : "words"}>
        <span>{label}</span>
        {hint ? (
          <span className="hint" id={id}>
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}

/** "Some of many" is a property, not an attribute: only a client component can set it. */
function dash(some: boolean) {
  return (node: HTMLInputElement | null) => {
    if (node) node.indeterminate = some;
  };
}

type Choice = Option & { hint?: ReactNode; icon?: ReactNode };
export type RadioGroupProps = {
  legend: string;
  hideLegend?: boolean | undefined;
  name: string;
  options: ReadonlyArray<Choice>;
  value?: string | undefined;
  defaultValue?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
};

/** The props of one native radio; controlled only when the caller holds the value. */
function radioProps(group: RadioGroupProps, option: Choice): ComponentProps<"input"> {
  const { value, defaultValue, onChange } = group;
  const held = value === undefined ? {} : { checked: value === option.value };
  const first = defaultValue === undefined ? {} : { defaultChecked: defaultValue === option.value };
  return {
    type: "radio",
    name: group.name,
    value: option.value,
    required: group.required,
    disabled: group.disabled || option.disabled,
    ...held,
    ...first,
    ...(onChange ? { onChange: () => onChange(option.value) } : {}),
  };
}

/** Radios one under the other, or in a row with `className="row"`. */
export function RadioGroup(group: RadioGroupProps) {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={group.error ? id : undefined}>
      <legend className={group.hideLegend ? "vh" : "lab"}>{group.legend}</legend>
      <div className={cx("choices", group.className ?? "down")}>
        {group.options.map((option) => (
          <label className="choice" key={option.value}>
            <input {...radioProps(group, option)} className="radio" />
            <span className="words">
              <span>{option.label}</span>
              {option.hint ? <span className="hint">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={id}>{group.error}</FieldError>
    </fieldset>
  );
}

/** Two to five short choices in one row: native radios. `look="yn"` is the checklist's answer form. */
export function Segmented({
  look,
  ...group
}: RadioGroupProps & { look?: "seg" | "yn" | "bare" | undefined }) {
  return (
    <div
      role="radiogroup"
      aria-label={group.legend}
      className={cx("seg", look !== "seg" && look, group.className)}
    >
      {group.options.map((option) => (
        <label key={option.value}>
          <input {...radioProps(group, option)} />
          {option.icon}
          {option.label}
        </label>
      ))}
    </div>
  );
}

export type SegmentedLink = { href: string; label: ReactNode; current?: boolean | undefined };

/** The same drawing for state that lives in the URL. */
export function SegmentedLinks(props: {
  label: string;
  items: ReadonlyArray<SegmentedLink>;
  className?: string;
}) {
  return (
    <nav className={cx("seg", props.className)} aria-label={props.label}>
      {props.items.map((item) => (
        <Anchor
          key={item.href}
          href={item.href}
          scroll={false}
          aria-current={item.current ? "true" : undefined}
        >
          {item.label}
        </Anchor>
      ))}
    </nav>
  );
}

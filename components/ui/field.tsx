import { type ReactNode, useId } from "react";
import { cx } from "#components/ui/cx.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";

/** What every control shares: its label, a hint under it, and the error tied to it. */
export type FieldText = {
  label: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean | undefined;
  /** Beside the label, quieter: "needed to lower severity". */
  note?: string | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  fieldClassName?: string | undefined;
};

type FieldIds = { id: string; describedBy: string | undefined; invalid: true | undefined };

/** Ids and ARIA of one control; hand them to the native element. */
export function useField(text: Pick<FieldText, "hint" | "error">, givenId?: string): FieldIds {
  const made = useId();
  const id = givenId ?? made;
  const describedBy = cx(text.error && `${id}-error`, text.hint ? `${id}-hint` : undefined) || undefined;
  return { id, describedBy, invalid: text.error ? true : undefined };
}

/** Label above, control, error, hint: one column. `id` is the control's. */
export function Field({ id, text, children }: { id: string; text: FieldText; children: ReactNode }) {
  return (
    <div className={cx("field", text.fieldClassName)}>
      <label className={text.hideLabel ? "vh" : "lab"} htmlFor={id}>
        {text.label}
        {text.note ? <span className="t3"> {text.note}</span> : null}
      </label>
      {children}
      <FieldError id={`${id}-error`}>{text.error}</FieldError>
      {text.hint ? (
        <p className="hint" id={`${id}-hint`}>
          {text.hint}
        </p>
      ) : null}
    </div>
  );
}

/** The sentence that says what is wrong and what would be right. */
export function FieldError({ id, children }: { id?: string | undefined; children: ReactNode }) {
  if (!children) return null;
  return (
    <p className="err" id={id}>
      <StateGlyph state="crit" small />
      <span>{children}</span>
    </p>
  );
}

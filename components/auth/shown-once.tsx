"use client";

import { CopyButton } from "#components/ui/copy-button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

export interface ShownOnceProps {
  label: string;
  secret: string;
  note: string;
}

/** A link or a secret that is shown now and never again. */
export function ShownOnce({ label, secret, note }: ShownOnceProps) {
  return (
    <div className="grid gap-2" role="status">
      <div className="flex items-end gap-2">
        <TextInput
          label={label}
          value={secret}
          readOnly
          fieldClassName="grow"
          className="mono"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={secret} variant="primary">
          Copy
        </CopyButton>
      </div>
      <p className="note">{note}</p>
    </div>
  );
}

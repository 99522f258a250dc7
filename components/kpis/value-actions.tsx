"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { TextArea, TextInput } from "#components/ui/inputs.tsx";
import { spokenUnit } from "#lib/kpis/model/words.ts";
import type { SampleDto } from "#lib/kpis/schema/samples.ts";
import { unitSign } from "#lib/platform/format.ts";

function numberOf(text: string | undefined): number {
  const value = Number(text?.trim() || "x");
  if (Number.isFinite(value)) return value;
  const message = "Give a number, for example 412.5.";
  throw new ApiProblem(400, { code: "invalid", detail: message, errors: [{ path: "value", message }] });
}

/** Correct a value, or take it back: a new row each time, the old one stays and says so. */
export function ValueActions({ sample, unit }: { sample: SampleDto; unit: string }) {
  return (
    <span className="row justify-end">
      <FormDialogButton
        trigger={{ children: "Correct", size: "sm", variant: "quiet" }}
        title="Correct this value"
        description="The old one stays in the list, replaced by the new one."
        verb="Correct"
        busyLabel="Correcting"
        fields={["value", "note"]}
        done="Corrected"
        onSend={({ text, idempotencyKey }) =>
          callApi(
            "POST",
            `/kpis/${sample.key}/samples`,
            { value: numberOf(text.value), note: text.note ?? "", correctsId: sample.id },
            { idempotencyKey },
          )
        }
      >
        {(at) => (
          <>
            <TextInput
              label="Value"
              name="value"
              inputMode="decimal"
              defaultValue={String(sample.value)}
              trail={unitSign(spokenUnit(unit))}
              autoFocus
              error={at("value")}
            />
            <TextArea label="Note" note="what was wrong" name="note" rows={2} error={at("note")} />
          </>
        )}
      </FormDialogButton>
      <FormDialogButton
        trigger={{ children: "Take back", size: "sm", variant: "quiet" }}
        title="Take this value back?"
        description="It stays in the list and counts for nothing."
        verb="Take back"
        busyLabel="Taking back"
        fields={["reason"]}
        done="Taken back"
        onSend={({ text, idempotencyKey }) =>
          callApi(
            "POST",
            `/kpis/${sample.key}/samples/${sample.id}/void`,
            { reason: text.reason ?? "" },
            { idempotencyKey },
          )
        }
      >
        {(at) => <TextArea label="Reason" name="reason" rows={2} autoFocus error={at("reason")} />}
      </FormDialogButton>
    </span>
  );
}

"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { TARGET_FIELDS, TargetFields, targetBody } from "#components/kpis/target-fields.tsx";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { TextArea, TextInput } from "#components/ui/inputs.tsx";
import type { KpiDto } from "#lib/kpis/schema/definitions.ts";

function daysOf(text: string | undefined): number {
  const days = Number(text);
  if (Number.isInteger(days) && days > 0) return days;
  const message = "Give whole days, for example 30.";
  throw new ApiProblem(400, {
    code: "invalid",
    detail: message,
    errors: [{ path: "windowDays", message }],
  });
}

/** Target and window of a KPI; of one's own also its words. */
export function EditKpi({ kpi }: { kpi: KpiDto }) {
  const own = kpi.source !== "computed";
  return (
    <FormDialogButton
      trigger={{ children: "Edit" }}
      title={`Edit ${kpi.name}`}
      description="The target holds wherever neither the service nor its profile has one of its own."
      verb="Save"
      busyLabel="Saving"
      fields={["name", "windowDays", "sourceText", "formula", ...TARGET_FIELDS]}
      done="Saved"
      onSend={({ text, idempotencyKey }) => {
        const words = own ? { name: text.name, sourceText: text.sourceText, formula: text.formula } : {};
        const body = {
          version: kpi.version,
          windowDays: daysOf(text.windowDays),
          ...words,
          ...targetBody(text),
        };
        return callApi("PATCH", `/kpis/${kpi.key}`, body, { idempotencyKey });
      }}
    >
      {(at) => (
        <>
          {own ? <TextInput label="Name" name="name" defaultValue={kpi.name} error={at("name")} /> : null}
          <TargetFields value={kpi} unit={kpi.unit} at={at} />
          <TextInput
            label="Window"
            name="windowDays"
            inputMode="numeric"
            defaultValue={String(kpi.windowDays)}
            trail="days"
            error={at("windowDays")}
          />
          {own ? (
            <>
              <TextInput
                label="Where values come from"
                name="sourceText"
                defaultValue={kpi.sourceText}
                error={at("sourceText")}
              />
              <TextArea
                label="Formula"
                name="formula"
                defaultValue={kpi.formula}
                rows={2}
                error={at("formula")}
              />
            </>
          ) : null}
        </>
      )}
    </FormDialogButton>
  );
}

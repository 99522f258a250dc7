"use client";

import Plus from "lucide-react/icons/plus";
import type { Given } from "#components/auth/form-dialog.tsx";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { useZone } from "#components/ui/time-context.tsx";
import { fromWall, zoneWords } from "#components/ui/wall-time.ts";
import { spokenUnit } from "#lib/kpis/model/words.ts";
import { unitSign } from "#lib/platform/format.ts";

type Choice = { id: string; name: string };
export type ValueOf = { key: string; name: string; unit: string };

const FIELDS = ["value", "at", "serviceId", "part", "note", "key"];

const wrong = (path: string, message: string) =>
  new ApiProblem(400, { code: "invalid", detail: message, errors: [{ path, message }] });

/** What was typed as a number: "2,340" and "99.5" alike. */
function numberOf(text: string): number {
  const value = Number(text.trim().replace(/(?<=\d),(?=\d{3}\b)/g, ""));
  if (text.trim() === "" || !Number.isFinite(value))
    throw wrong("value", "Give a number, for example 412.5.");
  return value;
}

/** Records one value by hand: what, how much, when, for which service. */
export function RecordValue(props: {
  kpis: readonly [ValueOf, ...ValueOf[]] | ValueOf[];
  services: ReadonlyArray<Choice>;
  service?: string | undefined;
  primary?: boolean | undefined;
}) {
  const { kpis, services, service, primary } = props;
  const zone = useZone();
  const [only] = kpis;
  const single = kpis.length === 1 && only;
  async function send({ text, idempotencyKey }: Given) {
    const { key = only?.key, value = "", at = "", serviceId = "", note = "", part = "" } = text;
    if (!key) throw wrong("key", "Choose a KPI.");
    const instant = at ? fromWall(at, zone) : undefined;
    if (instant === null) throw wrong("at", "Give a date and a time.");
    await callApi(
      "POST",
      `/kpis/${key}/samples`,
      {
        value: numberOf(value),
        note,
        part,
        ...(instant ? { at: instant } : {}),
        ...(serviceId ? { serviceId } : {}),
      },
      { idempotencyKey },
    );
  }
  return (
    <FormDialogButton
      trigger={{ children: "Record a value", icon: <Plus />, ...(primary ? {} : { variant: "soft" }) }}
      title={single ? `Record a value: ${single.name}` : "Record a value"}
      description="It counts at once. A wrong one is corrected or taken back later; nothing is overwritten."
      verb="Record"
      busyLabel="Recording"
      fields={FIELDS}
      done="Recorded"
      onSend={send}
    >
      {(at) => (
        <>
          {single ? null : (
            <Select
              label="KPI"
              name="key"
              placeholder="Choose a KPI"
              options={kpis.map((kpi) => ({ value: kpi.key, label: kpi.name }))}
              error={at("key")}
            />
          )}
          <TextInput
            label="Value"
            name="value"
            inputMode="decimal"
            autoComplete="off"
            autoFocus
            trail={single ? unitSign(spokenUnit(single.unit)) : null}
            error={at("value")}
          />
          <TextInput
            label="When"
            note={`${zoneWords(zone)}; now, if left empty`}
            type="datetime-local"
            name="at"
            error={at("at")}
          />
          <Select
            label="Service"
            name="serviceId"
            placeholder="No service in particular"
            defaultValue={service ?? ""}
            options={services.map((one) => ({ value: one.id, label: one.name }))}
            error={at("serviceId")}
          />
          <TextArea label="Note" note="where it was read" name="note" rows={2} error={at("note")} />
        </>
      )}
    </FormDialogButton>
  );
}

"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import {
  TARGET_FIELDS,
  TargetFields,
  type TargetValue,
  targetBody,
} from "#components/kpis/target-fields.tsx";
import { callApi } from "#components/shell/api.ts";
import { Select } from "#components/ui/inputs.tsx";

type Choice = { id: string; name: string };
const NONE: TargetValue = { target: null, targetMax: null, comparator: null };

/** Sets a target for one service: chosen here, or the one given. */
export function SetServiceTarget(props: {
  kpi: { key: string; name: string; unit: string };
  services: ReadonlyArray<Choice>;
  service?: Choice | undefined;
  value?: TargetValue | undefined;
  version?: number | undefined;
}) {
  const { kpi, services, service, value = NONE, version } = props;
  return (
    <FormDialogButton
      trigger={{ children: service ? "Change" : "Set for a service", size: "sm", variant: "soft" }}
      title={service ? `Target of ${service.name}` : `${kpi.name}: a service's own target`}
      verb="Set target"
      busyLabel="Setting"
      fields={["serviceId", ...TARGET_FIELDS]}
      done="The target is set"
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "PUT",
          `/kpis/${kpi.key}/targets/${service?.id ?? text.serviceId}`,
          { ...targetBody(text), ...(version === undefined ? {} : { version }) },
          { idempotencyKey },
        )
      }
    >
      {(at) => (
        <>
          {service ? null : (
            <Select
              label="Service"
              name="serviceId"
              options={services.map((one) => ({ value: one.id, label: one.name }))}
              error={at("serviceId")}
            />
          )}
          <TargetFields value={value} unit={kpi.unit} at={at} required />
        </>
      )}
    </FormDialogButton>
  );
}

/** Back to the preset of its profile, or the KPI's own target. */
export function RemoveServiceTarget({ kpiKey, service }: { kpiKey: string; service: Choice }) {
  return (
    <FormDialogButton
      trigger={{ children: "Remove", size: "sm", variant: "quiet" }}
      title={`Remove the target of ${service.name}?`}
      description="From then on the preset of its profile judges it, or the KPI's own target."
      verb="Remove target"
      busyLabel="Removing"
      fields={[]}
      done="Removed"
      onSend={({ idempotencyKey }) =>
        callApi("DELETE", `/kpis/${kpiKey}/targets/${service.id}`, undefined, { idempotencyKey })
      }
    >
      {() => null}
    </FormDialogButton>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { useSend } from "#components/auth/use-send.ts";
import { readValue, ValueField } from "#components/services/value-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SettingDto } from "#lib/services/schema.ts";

type Props = {
  setting: SettingDto;
  /** Null: of the installation. */
  serviceId: string | null;
  /** What holds when the own value is taken back, in words. */
  otherwise: string;
};

const pathOf = (key: string, serviceId: string | null) =>
  serviceId
    ? `/services/${serviceId}/settings/${encodeURIComponent(key)}`
    : `/settings/${encodeURIComponent(key)}`;

/** Changes one setting, or takes the own value back. */
export function EditSetting({ setting, serviceId, otherwise }: Props) {
  const router = useRouter();
  const dropping = useSend();
  const path = pathOf(setting.key, serviceId);

  async function drop() {
    const done = await dropping.send((idempotencyKey) =>
      callSensitive("DELETE", path, { version: setting.version }, { idempotencyKey }),
    );
    router.refresh();
    if (done) toast({ title: `${setting.label}: ${otherwise}`, tone: "ok" });
  }

  return (
    <span className="row wrap justify-end">
      <span className="field empty:hidden">
        <FieldError>{dropping.rest()}</FieldError>
      </span>
      {setting.version > 0 ? (
        <Button
          variant="quiet"
          size="sm"
          busy={dropping.busy}
          busyLabel="Taking back"
          onClick={() => void drop()}
          aria-label={`Take back ${setting.label}`}
        >
          Take back
        </Button>
      ) : null}
      <FormDialogButton
        trigger={{ variant: "soft", size: "sm", children: "Change", "aria-label": `Change ${setting.label}` }}
        title={setting.label}
        description={setting.explain}
        verb="Save"
        busyLabel="Saving"
        fields={["value"]}
        done={`${setting.label}: saved`}
        onSend={({ form, idempotencyKey }) =>
          callSensitive(
            "PUT",
            path,
            { value: readValue(setting, form), version: setting.version },
            { idempotencyKey },
          )
        }
      >
        {(at) => <ValueField shape={setting} error={at("value")} />}
      </FormDialogButton>
    </span>
  );
}

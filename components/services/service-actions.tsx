"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { useSend } from "#components/auth/use-send.ts";
import {
  type Choices,
  SERVICE_FIELDS,
  ServiceFields,
  serviceBody,
} from "#components/services/service-fields.tsx";
import { STATUS } from "#components/services/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Segmented } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ServiceDto } from "#lib/services/schema.ts";

/** Makes a service and opens it. */
export function CreateService({ choices }: { choices: Choices }) {
  const router = useRouter();
  return (
    <FormDialogButton
      trigger={{ variant: "primary", icon: <Plus />, children: "New service" }}
      title="New service"
      description="What a team runs. Checklists, incidents and KPIs are counted on it."
      verb="Make the service"
      busyLabel="Making the service"
      width={560}
      fields={SERVICE_FIELDS}
      onSend={async ({ text, form, idempotencyKey }) => {
        const made = await callApi<{ id: string }>("POST", "/services", serviceBody(text, form), {
          idempotencyKey,
        });
        router.push(`/services/${made.id}`);
      }}
    >
      {(at) => <ServiceFields choices={choices} at={at} />}
    </FormDialogButton>
  );
}

/** Changes a service. */
export function EditService({ service, choices }: { service: ServiceDto; choices: Choices }) {
  return (
    <FormDialogButton
      trigger={{ children: "Edit" }}
      title={`Edit ${service.name}`}
      verb="Save"
      busyLabel="Saving"
      width={560}
      fields={SERVICE_FIELDS}
      done="Saved"
      onSend={({ text, form, idempotencyKey }) =>
        callApi(
          "PATCH",
          `/services/${service.id}`,
          { ...serviceBody(text, form), version: service.version },
          { idempotencyKey },
        )
      }
    >
      {(at) => <ServiceFields service={service} choices={choices} at={at} />}
    </FormDialogButton>
  );
}

/** Takes a service out of use. */
export function ArchiveService({ service }: { service: ServiceDto }) {
  return (
    <FormDialogButton
      trigger={{ variant: "danger", children: "Archive" }}
      title={`Archive ${service.name}?`}
      description="It leaves every list and choice. Its incidents, runs and figures stay readable."
      verb="Archive"
      busyLabel="Archiving"
      tone="destroy"
      fields={[]}
      done={`${service.name} is archived`}
      onSend={() => callApi("POST", `/services/${service.id}/archive`)}
    >
      {() => null}
    </FormDialogButton>
  );
}

/** Says how the service is, at once. */
export function SayStatus({ service }: { service: ServiceDto }) {
  const router = useRouter();
  const sending = useSend();

  async function say(status: string) {
    const done = await sending.send((idempotencyKey) =>
      callApi("PATCH", `/services/${service.id}`, { status, version: service.version }, { idempotencyKey }),
    );
    router.refresh();
    if (done)
      toast({
        title: `${service.name}: ${STATUS[status as ServiceDto["status"]].word.toLowerCase()}`,
        tone: "ok",
      });
  }

  return (
    <div className="field justify-items-start">
      <Segmented
        legend="How the service is"
        name="status"
        look="seg"
        value={service.status}
        disabled={sending.busy}
        onChange={(status) => void say(status)}
        options={Object.entries(STATUS).map(([value, one]) => ({ value, label: one.word }))}
      />
      <FieldError>{sending.rest()}</FieldError>
    </div>
  );
}

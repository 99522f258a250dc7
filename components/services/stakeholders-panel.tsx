"use client";

import X from "lucide-react/icons/x";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import type { StakeholderDto } from "#lib/services/schema.ts";

export interface StakeholdersPanelProps {
  serviceId: string;
  stakeholders: StakeholderDto[];
  /** Leads add and take off. */
  may: boolean;
  people: ReadonlyArray<{ id: string; name: string }>;
}

/** Who receives the stakeholder updates of this service: people of the portal, and mail addresses. */
export function StakeholdersPanel({ serviceId, stakeholders, may, people }: StakeholdersPanelProps) {
  if (stakeholders.length === 0 && !may) return null;
  return (
    <Panel
      title="Stakeholders"
      count={stakeholders.length}
      end={may ? <Add serviceId={serviceId} people={people} /> : null}
    >
      {stakeholders.length === 0 ? (
        <p className="px-3.5 pb-3 xs t3">Nobody yet. Who is named here hears of every stakeholder update.</p>
      ) : (
        <ul>
          {stakeholders.map((one) => (
            <ListRow key={one.id} two={one.userId === null && one.name !== ""} columns="minmax(0,1fr) auto">
              <RowTitle
                title={one.userId ? one.name : one.name || (one.email ?? "")}
                sub={one.userId || !one.name ? undefined : <span className="trunc">{one.email}</span>}
              />
              <span className="row justify-end">
                <span className="xs t3 nw">
                  {one.leftAt ? "left" : one.userId ? "in the portal" : "by mail"}
                </span>
                {may ? <Remove serviceId={serviceId} one={one} /> : null}
              </span>
            </ListRow>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Remove({ serviceId, one }: { serviceId: string; one: StakeholderDto }) {
  const router = useRouter();
  const sending = useSend();
  const name = one.name || (one.email ?? "");
  async function remove() {
    const done = await sending.send(() => callApi("DELETE", `/services/${serviceId}/stakeholders/${one.id}`));
    router.refresh();
    if (done) toast({ title: `${name} is told no more`, tone: "ok" });
    else toast({ title: "Not removed", detail: "Who is told now is shown.", tone: "info" });
  }
  return (
    <Button
      size="sm"
      variant="quiet"
      iconOnly
      label={`Take ${name} off`}
      icon={<X />}
      busy={sending.busy}
      onClick={() => void remove()}
    />
  );
}

function Add({ serviceId, people }: Pick<StakeholdersPanelProps, "serviceId" | "people">) {
  const [userId, setUser] = useState("");
  return (
    <FormDialogButton
      trigger={{ variant: "quiet", size: "sm", children: "Add" }}
      title="Add a stakeholder"
      verb="Add"
      busyLabel="Adding"
      fields={["userId", "email", "name"]}
      done="Added"
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "POST",
          `/services/${serviceId}/stakeholders`,
          userId ? { userId } : { email: text.email ?? "", name: text.name ?? "" },
          { idempotencyKey },
        )
      }
    >
      {(at) => (
        <>
          <Select
            label="Who"
            value={userId}
            onChange={(event) => setUser(event.target.value)}
            options={[
              { value: "", label: "A mail address" },
              ...people.map((one) => ({ value: one.id, label: one.name })),
            ]}
            error={at("userId")}
          />
          {userId ? null : (
            <>
              <TextInput
                label="Mail address"
                name="email"
                type="email"
                maxLength={254}
                hint="Each mail has a link by which they leave."
                error={at("email")}
              />
              <TextInput label="Name" name="name" maxLength={120} error={at("name")} />
            </>
          )}
        </>
      )}
    </FormDialogButton>
  );
}

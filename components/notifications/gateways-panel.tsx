"use client";

import PhoneCall from "lucide-react/icons/phone-call";
import Plus from "lucide-react/icons/plus";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { Checkbox } from "#components/ui/choices.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { toast } from "#components/ui/toast.ts";
import type { GatewayDto, TestAnswer } from "#lib/notifications/schema.ts";
import { GatewayFields } from "./gateway-fields.tsx";
import { LastAnswer } from "./last-answer.tsx";

const FIELDS = ["name", "kind", "url", "method", "headers", "body"];

/** The gateways of the installation: calls before texts, each with its last answer and a test. */
export function GatewaysPanel({ gateways }: { gateways: GatewayDto[] }) {
  return (
    <Panel
      title="Gateways"
      count={gateways.length}
      end={<AddGateway />}
      footer="A page takes the first gateway in use, calls before texts; when it fails, the next one."
    >
      {gateways.length === 0 ? (
        <EmptyState icon={<PhoneCall />} title="No gateway yet">
          Without one nobody can be reached by phone. Push and ntfy need none.
        </EmptyState>
      ) : (
        <ul>
          {gateways.map((gateway) => (
            <ListRow
              key={gateway.id}
              columns="minmax(0,1fr) auto"
              phoneColumns="minmax(0,1fr)"
              className="min-h-14 py-2.5"
            >
              <div className="grid min-w-0 gap-1">
                <div className="row wrap gap-2">
                  <span className="m wrap-anywhere">{gateway.name}</span>
                  <Badge tone="line">{gateway.kind === "voice" ? "Calls" : "Texts"}</Badge>
                  {gateway.active ? null : <Badge tone="warn">Not in use</Badge>}
                </div>
                <span className="mono xs t2 wrap-anywhere">
                  {gateway.method} {gateway.url}
                  {gateway.headerNames.length > 0 ? ` · ${gateway.headerNames.join(", ")}` : ""}
                </span>
                <LastAnswer of={gateway} />
              </div>
              <span className="row wrap">
                <TestGateway gateway={gateway} />
                <EditGateway gateway={gateway} />
              </span>
            </ListRow>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function AddGateway() {
  return (
    <FormDialogButton
      trigger={{ size: "sm", variant: "soft", icon: <Plus />, children: "New gateway" }}
      title="New gateway"
      description="An HTTP request of your provider, as its documentation shows it."
      verb="Add the gateway"
      busyLabel="Adding"
      width={600}
      fields={FIELDS}
      done="Added. Send a test through it."
      onSend={({ text, idempotencyKey }) => {
        const { name = "", kind = "", url = "", method = "", headers = "", body = "" } = text;
        return callSensitive(
          "POST",
          "/gateways",
          { name, kind, url, method, headers, body },
          { idempotencyKey },
        );
      }}
    >
      {(at) => <GatewayFields at={at} />}
    </FormDialogButton>
  );
}

function EditGateway({ gateway }: { gateway: GatewayDto }) {
  return (
    <FormDialogButton
      trigger={{ size: "sm", variant: "quiet", children: "Change", "aria-label": `Change ${gateway.name}` }}
      title={`Change ${gateway.name}`}
      verb="Save"
      busyLabel="Saving"
      width={600}
      fields={FIELDS}
      done="Saved"
      onSend={({ text, form, idempotencyKey }) => {
        const { name = "", kind = "", url = "", method = "", headers = "", body = "" } = text;
        const change = {
          version: gateway.version,
          name,
          kind,
          method,
          body,
          active: new FormData(form).get("active") === "on",
          ...(url ? { url } : {}),
          ...(headers ? { headers } : {}),
        };
        return callSensitive("PATCH", `/gateways/${gateway.id}`, change, { idempotencyKey });
      }}
    >
      {(at) => (
        <>
          <GatewayFields at={at} kept={gateway} />
          <Checkbox name="active" label="In use" defaultChecked={gateway.active} />
        </>
      )}
    </FormDialogButton>
  );
}

function TestGateway({ gateway }: { gateway: GatewayDto }) {
  return (
    <FormDialogButton
      trigger={{
        size: "sm",
        variant: "soft",
        children: "Send a test",
        "aria-label": `Send a test by ${gateway.name}`,
      }}
      title={`Test ${gateway.name}`}
      description="Your provider may charge for it."
      verb="Send"
      busyLabel="Sending"
      fields={["phone"]}
      onSend={async ({ text, idempotencyKey }) => {
        const path = `/gateways/${gateway.id}/test`;
        const body = { phone: text.phone ?? "" };
        const answer = await callSensitive<TestAnswer>("POST", path, body, { idempotencyKey });
        toast({
          title: answer.ok ? "The provider took it" : "Not delivered",
          detail: `${answer.answer} (${answer.tookMs} ms)`,
          tone: answer.ok ? "ok" : "crit",
        });
      }}
    >
      {(at) => (
        <TextInput
          label="Number"
          name="phone"
          type="tel"
          placeholder="+49 30 1234567"
          autoFocus
          required
          error={at("phone")}
        />
      )}
    </FormDialogButton>
  );
}

"use client";

import BellPlus from "lucide-react/icons/bell-plus";
import Mail from "lucide-react/icons/mail";
import Phone from "lucide-react/icons/phone";
import Radio from "lucide-react/icons/radio";
import Smartphone from "lucide-react/icons/smartphone";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { LiveRefresh } from "#components/shell/live.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ContactDto, MyReachDto, TestAnswer } from "#lib/notifications/schema.ts";
import { LastAnswer } from "./last-answer.tsx";
import { registerPush } from "./push-registration.ts";
import { RemoveButton } from "./remove-button.tsx";
import { CONTACT_NAMES } from "./words.ts";

const ICONS = { phone: <Phone />, ntfy: <Radio />, push: <Smartphone />, mail: <Mail /> };
const sentence = (error: unknown) =>
  error instanceof ApiProblem || error instanceof Error ? error.message : "It failed.";

/** Says the receiver's own answer, as it came. */
function tell(answer: TestAnswer, done: string): void {
  toast({
    title: answer.ok ? done : "Not delivered",
    detail: `${answer.answer} (${answer.tookMs} ms)`,
    tone: answer.ok ? "ok" : "crit",
  });
}

/** My places, each with its proof, its last answer and a test. */
export function ContactsPanel({ reach }: { reach: MyReachDto }) {
  return (
    <Panel
      title="Where you are reached"
      count={reach.contacts.length}
      footer={
        reach.offers.mail
          ? undefined
          : "Mail is not set up in this installation: an administrator sets SMTP_URL."
      }
    >
      <ul>
        {reach.contacts.map((contact) => (
          <ContactRow key={contact.id} contact={contact} />
        ))}
      </ul>
      <div className="row wrap border-t border-line p-3.5">
        <PushButton pushKey={reach.offers.pushKey} />
        <AddNtfy />
        {reach.offers.phone ? <AddPhone /> : null}
      </div>
      <LiveRefresh kinds={["contact"]} />
    </Panel>
  );
}

function ContactRow({ contact }: { contact: ContactDto }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const ready = contact.verifiedAt !== null && contact.goneAt === null;
  async function test() {
    setBusy(true);
    try {
      tell(await callApi<TestAnswer>("POST", `/contacts/${contact.id}/test`), "Sent: it should arrive now");
    } catch (error) {
      toast({ title: "Not sent", detail: sentence(error), tone: "crit" });
    }
    setBusy(false);
    router.refresh();
  }
  return (
    <ListRow columns="20px minmax(0,1fr) auto" phoneColumns="20px minmax(0,1fr)" className="min-h-14 py-2">
      <span className="t2" aria-hidden>
        {ICONS[contact.kind]}
      </span>
      <span className="grid min-w-0 gap-0.5">
        <span className="row wrap gap-2">
          <span className="m wrap-anywhere">{contact.label || CONTACT_NAMES[contact.kind]}</span>
          <span className="mono xs t2 wrap-anywhere">{contact.address}</span>
          {contact.goneAt ? (
            <Badge tone="crit">Gone</Badge>
          ) : contact.verifiedAt ? (
            <Badge tone="ok">Confirmed</Badge>
          ) : (
            <Badge tone="warn">Not confirmed</Badge>
          )}
          {contact.wakes && ready ? <Badge tone="acc">Wakes you</Badge> : null}
        </span>
        <LastAnswer of={contact} />
      </span>
      <span className="row wrap max-sm:col-start-2">
        {contact.goneAt || contact.verifiedAt || contact.kind === "push" ? null : (
          <Confirm contact={contact} />
        )}
        {contact.goneAt === null &&
        (contact.verifiedAt || contact.kind === "mail" || contact.kind === "push") ? (
          <Button size="sm" variant="soft" busy={busy} busyLabel="Sending" onClick={() => void test()}>
            Send a test
          </Button>
        ) : null}
        {contact.kind === "mail" ? null : (
          <RemoveButton
            name={contact.label || CONTACT_NAMES[contact.kind]}
            description="Nothing is sent there any more. You can add it again."
            call={{ method: "DELETE", path: `/contacts/${contact.id}` }}
          />
        )}
      </span>
    </ListRow>
  );
}

/** Sends a code when it opens, and takes it back. */
function Confirm({ contact }: { contact: ContactDto }) {
  async function send() {
    try {
      tell(await callApi<TestAnswer>("POST", `/contacts/${contact.id}/code`), "The code is on its way");
    } catch (error) {
      toast({ title: "No code was sent", detail: sentence(error), tone: "crit" });
    }
  }
  return (
    <FormDialogButton
      trigger={{ size: "sm", variant: "primary", children: "Confirm", onClickCapture: () => void send() }}
      title={`Confirm ${contact.label || CONTACT_NAMES[contact.kind]}`}
      description="A code of six digits was sent there. It is good for 15 minutes."
      verb="Confirm"
      busyLabel="Checking"
      fields={["code"]}
      done="Confirmed"
      onSend={({ text, idempotencyKey }) =>
        callApi("POST", `/contacts/${contact.id}/verify`, { code: text.code ?? "" }, { idempotencyKey })
      }
    >
      {(at) => (
        <TextInput
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          className="mono"
          autoFocus
          required
          error={at("code")}
        />
      )}
    </FormDialogButton>
  );
}

function PushButton({ pushKey }: { pushKey: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  async function add() {
    setBusy(true);
    try {
      const answer = await registerPush(pushKey);
      tell(answer, "This browser is registered");
    } catch (error) {
      toast({ title: "This browser is not registered", detail: sentence(error), tone: "crit" });
    }
    setBusy(false);
    router.refresh();
  }
  return (
    <Button variant="soft" icon={<BellPlus />} busy={busy} busyLabel="Registering" onClick={() => void add()}>
      Push to this browser
    </Button>
  );
}

function AddNtfy() {
  return (
    <FormDialogButton
      trigger={{ variant: "soft", icon: <Radio />, children: "ntfy topic" }}
      title="Push by ntfy"
      description="Any server that speaks ntfy. Whoever knows the topic reads it: choose one that cannot be guessed."
      verb="Add"
      busyLabel="Adding"
      fields={["address", "token", "label"]}
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "POST",
          "/contacts",
          {
            kind: "ntfy",
            address: text.address ?? "",
            ...(text.token ? { token: text.token } : {}),
            ...(text.label ? { label: text.label } : {}),
          },
          { idempotencyKey },
        )
      }
    >
      {(at) => (
        <>
          <TextInput
            label="Address of the topic"
            name="address"
            type="url"
            placeholder="https://ntfy.sh/a-long-secret-topic"
            autoFocus
            required
            error={at("address")}
          />
          <TextInput
            label="Access token"
            note="optional"
            name="token"
            autoComplete="off"
            error={at("token")}
          />
          <TextInput label="Name" note="optional" name="label" placeholder="My phone" error={at("label")} />
        </>
      )}
    </FormDialogButton>
  );
}

function AddPhone() {
  return (
    <FormDialogButton
      trigger={{ variant: "soft", icon: <Phone />, children: "Phone" }}
      title="Call or text a phone"
      description="By the gateway of this installation. A code is sent to the number first."
      verb="Add"
      busyLabel="Adding"
      fields={["address", "label"]}
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "POST",
          "/contacts",
          { kind: "phone", address: text.address ?? "", ...(text.label ? { label: text.label } : {}) },
          { idempotencyKey },
        )
      }
    >
      {(at) => (
        <>
          <TextInput
            label="Number"
            name="address"
            type="tel"
            placeholder="+49 30 1234567"
            autoComplete="tel"
            autoFocus
            required
            error={at("address")}
          />
          <TextInput label="Name" note="optional" name="label" placeholder="Work phone" error={at("label")} />
        </>
      )}
    </FormDialogButton>
  );
}

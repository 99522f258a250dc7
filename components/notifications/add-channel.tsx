"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ShownOnce } from "#components/auth/shown-once.tsx";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select } from "#components/ui/inputs.tsx";
import type { ChannelKind } from "#lib/notifications/model.ts";
import type { MadeChannelDto } from "#lib/notifications/schema.ts";
import { ChannelFields } from "./channel-fields.tsx";

const KINDS = [
  { value: "slack", label: "Slack, Mattermost or the like" },
  { value: "webhook", label: "Signed webhook" },
  { value: "ntfy", label: "ntfy topic" },
  { value: "mail", label: "Mail addresses" },
];

/** A new channel; the signing secret of a webhook is shown once, here. */
export function AddChannelDialog(props: { teamId: string; open: boolean; onClose: () => void }) {
  const { open, onClose } = props;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="New channel"
      description="A place the team posts to, besides the people who are paged."
      width={520}
    >
      <ChannelForm {...props} />
    </Dialog>
  );
}

function ChannelForm({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const router = useRouter();
  const sending = useSend();
  const [kind, setKind] = useState<ChannelKind>("slack");
  const [secret, setSecret] = useState<string | null>(null);

  async function submit(form: HTMLFormElement) {
    const text = textsOf(form);
    const body = {
      kind,
      name: text.name ?? "",
      address: text.address ?? "",
      severities: new FormData(form).getAll("severities"),
      ...(text.purpose ? { purpose: text.purpose } : {}),
      ...(text.token ? { token: text.token } : {}),
    };
    const made = await sending.send((idempotencyKey) =>
      callApi<MadeChannelDto>("POST", `/teams/${teamId}/channels`, body, { idempotencyKey }),
    );
    if (!made) return;
    router.refresh();
    if (made.secret) setSecret(made.secret);
    else onClose();
  }

  if (secret)
    return (
      <>
        <ShownOnce
          label="Signing secret"
          secret={secret}
          note="Shown only now. The receiver checks with it that a message is ours (Standard Webhooks)."
        />
        <footer className="dlg-foot">
          <Button onClick={onClose}>Done</Button>
        </footer>
      </>
    );
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <Select
        label="Kind"
        name="kind"
        options={KINDS}
        value={kind}
        onChange={(event) => setKind(event.target.value as ChannelKind)}
      />
      <ChannelFields kind={kind} at={sending.at} />
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest("name", "purpose", "address", "token", "severities")}</FieldError>
      </div>
      <footer className="dlg-foot">
        <Button variant="quiet" onClick={onClose} disabled={sending.busy}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" busy={sending.busy} busyLabel="Adding">
          Add the channel
        </Button>
      </footer>
    </form>
  );
}

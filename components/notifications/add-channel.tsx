"use client";

import { useState } from "react";
import { FormDialog } from "#components/auth/form-dialog.tsx";
import { callApi } from "#components/shell/api.ts";
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
  const { teamId, open, onClose } = props;
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="New channel"
      description="A place the team posts to, besides the people who are paged."
      width={520}
      verb="Add the channel"
      busyLabel="Adding"
      fields={["name", "purpose", "address", "token", "severities"]}
      onSend={({ text, form, idempotencyKey }) => {
        const body = {
          kind: text.kind,
          name: text.name ?? "",
          address: text.address ?? "",
          severities: new FormData(form).getAll("severities"),
          ...(text.purpose ? { purpose: text.purpose } : {}),
          ...(text.token ? { token: text.token } : {}),
        };
        return callApi<MadeChannelDto>("POST", `/teams/${teamId}/channels`, body, { idempotencyKey });
      }}
      once={({ secret }) =>
        secret
          ? {
              label: "Signing secret",
              secret,
              note: "Shown only now. The receiver checks with it that a message is ours (Standard Webhooks).",
            }
          : null
      }
    >
      {(at) => <Fields at={at} />}
    </FormDialog>
  );
}

function Fields({ at }: { at: (path: string) => string | undefined }) {
  const [kind, setKind] = useState<ChannelKind>("slack");
  return (
    <>
      <Select
        label="Kind"
        name="kind"
        options={KINDS}
        value={kind}
        onChange={(event) => setKind(event.target.value as ChannelKind)}
      />
      <ChannelFields kind={kind} at={at} />
    </>
  );
}

"use client";

import Hash from "lucide-react/icons/hash";
import Mail from "lucide-react/icons/mail";
import Plus from "lucide-react/icons/plus";
import Radio from "lucide-react/icons/radio";
import Webhook from "lucide-react/icons/webhook";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { toast } from "#components/ui/toast.ts";
import type { TeamChannelDto, TestAnswer } from "#lib/notifications/schema.ts";
import { AddChannelDialog } from "./add-channel.tsx";
import { ChannelFields } from "./channel-fields.tsx";
import { LastAnswer } from "./last-answer.tsx";
import { RemoveButton } from "./remove-button.tsx";

const ICONS = { slack: <Hash />, webhook: <Webhook />, ntfy: <Radio />, mail: <Mail /> };
const sentence = (error: unknown) =>
  error instanceof ApiProblem ? error.message : "The server did not answer.";

/** Where a team posts, for which severities, and how each place answered last. */
export function ChannelsPanel(props: { teamId: string; mayEdit: boolean; channels: TeamChannelDto[] }) {
  const { teamId, mayEdit, channels } = props;
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title="Channels"
      count={channels.length}
      end={
        mayEdit ? (
          <Button
            size="sm"
            variant="soft"
            icon={<Plus />}
            aria-haspopup="dialog"
            onClick={() => setAdding(true)}
          >
            New channel
          </Button>
        ) : null
      }
      footer="Of a private incident a channel is told number and severity, nothing else."
    >
      {channels.length === 0 ? (
        <EmptyState icon={<Hash />} title="No channel yet">
          A channel is told when an incident opens, whoever is on call.
        </EmptyState>
      ) : (
        <ul>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} />
          ))}
        </ul>
      )}
      {mayEdit ? <AddChannelDialog teamId={teamId} open={adding} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function ChannelRow({ channel }: { channel: TeamChannelDto }) {
  return (
    <ListRow columns="20px minmax(0,1fr)" className="min-h-14 py-2.5">
      <span className="t2 self-start pt-0.5" aria-hidden>
        {ICONS[channel.kind]}
      </span>
      <div className="grid min-w-0 gap-1">
        <div className="row wrap gap-2">
          <span className="m wrap-anywhere">{channel.name}</span>
          {channel.severities.map((one) => (
            <Badge key={one} tone="line">
              {one}
            </Badge>
          ))}
          {channel.severities.length === 0 ? <Badge tone="line">By policy only</Badge> : null}
          {channel.pausedAt ? <Badge tone="warn">Paused</Badge> : null}
        </div>
        {channel.purpose ? <span className="sub wrap-anywhere">{channel.purpose}</span> : null}
        <span className="mono xs t2 wrap-anywhere">{channel.address}</span>
        <LastAnswer of={channel} />
        {channel.abilities.edit ? <ChannelActs channel={channel} /> : null}
      </div>
    </ListRow>
  );
}

function ChannelActs({ channel }: { channel: TeamChannelDto }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  async function test() {
    setBusy(true);
    try {
      const answer = await callApi<TestAnswer>("POST", `/team-channels/${channel.id}/test`);
      toast({
        title: answer.ok ? "Posted" : "Not delivered",
        detail: `${answer.answer} (${answer.tookMs} ms)`,
        tone: answer.ok ? "ok" : "crit",
      });
    } catch (error) {
      toast({ title: "Not posted", detail: sentence(error), tone: "crit" });
    }
    setBusy(false);
    router.refresh();
  }
  return (
    <div className="row wrap">
      <Button size="sm" variant="soft" busy={busy} busyLabel="Posting" onClick={() => void test()}>
        Post a test
      </Button>
      <EditChannel channel={channel} />
      <RemoveButton
        name={channel.name}
        description="Nothing is posted there any more; its address is forgotten, its log stays."
        call={{ method: "POST", path: `/team-channels/${channel.id}/archive` }}
      />
    </div>
  );
}

function EditChannel({ channel }: { channel: TeamChannelDto }) {
  return (
    <FormDialogButton
      trigger={{ size: "sm", variant: "quiet", children: "Change", "aria-label": `Change ${channel.name}` }}
      title={`Change ${channel.name}`}
      verb="Save"
      busyLabel="Saving"
      done="Saved"
      fields={["name", "purpose", "address", "token", "severities"]}
      onSend={({ text, form, idempotencyKey }) => {
        const data = new FormData(form);
        const body = {
          version: channel.version,
          name: text.name ?? "",
          purpose: text.purpose ?? "",
          severities: data.getAll("severities"),
          paused: data.get("paused") === "on",
          ...(text.address ? { address: text.address } : {}),
          ...(text.token ? { token: text.token } : {}),
        };
        return callApi("PATCH", `/team-channels/${channel.id}`, body, { idempotencyKey });
      }}
    >
      {(at) => <ChannelFields kind={channel.kind} at={at} kept={channel} />}
    </FormDialogButton>
  );
}

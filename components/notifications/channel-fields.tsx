import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import type { ChannelKind } from "#lib/notifications/model.ts";
import type { TeamChannelDto } from "#lib/notifications/schema.ts";

const ADDRESS: Record<ChannelKind, { label: string; placeholder: string }> = {
  slack: { label: "Address of the incoming webhook", placeholder: "https://hooks.slack.com/services/…" },
  webhook: { label: "Address to call", placeholder: "https://example.org/hooks/incidents" },
  ntfy: { label: "Address of the topic", placeholder: "https://ntfy.sh/our-secret-topic" },
  mail: { label: "Mail addresses", placeholder: "ops@example.org, team@example.org" },
};
const SEVERITIES = ["P0", "P1", "P2", "P3", "P4"] as const;

type Props = {
  kind: ChannelKind;
  at: (path: string) => string | undefined;
  /** What is there already: its address is not shown again. */
  kept?: TeamChannelDto;
};

/** The fields of a channel, for a new one and for a change. */
export function ChannelFields({ kind, at, kept }: Props) {
  const chosen = kept?.severities ?? ["P0", "P1"];
  const words = ADDRESS[kind];
  return (
    <>
      <TextInput
        label="Name"
        name="name"
        placeholder="#production-alerts"
        defaultValue={kept?.name}
        autoFocus
        required
        error={at("name")}
      />
      <TextInput
        label="Purpose"
        note="optional"
        name="purpose"
        placeholder="Everything that is down"
        defaultValue={kept?.purpose}
        error={at("purpose")}
      />
      <TextInput
        label={words.label}
        name="address"
        placeholder={kept ? `${kept.address} stays` : words.placeholder}
        required={!kept}
        autoComplete="off"
        className="mono"
        error={at("address")}
        {...(kept ? { hint: "Leave it empty to keep what is there." } : {})}
      />
      {kind === "ntfy" ? (
        <TextInput label="Access token" note="optional" name="token" autoComplete="off" error={at("token")} />
      ) : null}
      <fieldset className="field">
        <legend className="lab">Told when an incident of this severity opens</legend>
        <div className="row wrap gap-4">
          {SEVERITIES.map((one) => (
            <Checkbox
              key={one}
              name="severities"
              value={one}
              label={one}
              defaultChecked={(chosen as readonly string[]).includes(one)}
            />
          ))}
        </div>
        <FieldError>{at("severities")}</FieldError>
      </fieldset>
      {kept ? (
        <Checkbox
          name="paused"
          label="Paused"
          hint="Nothing is posted until this is taken off."
          defaultChecked={kept.pausedAt !== null}
        />
      ) : null}
    </>
  );
}

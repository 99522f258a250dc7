"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSend } from "#components/auth/use-send.ts";
import { ConditionFields } from "#components/escalations/condition-fields.tsx";
import { LevelFields } from "#components/escalations/level-fields.tsx";
import { fromDraft, newLevel, type PolicyDraft, toDraft } from "#components/escalations/policy-draft.ts";
import { callApi } from "#components/shell/api.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { NumberInput, Select, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import { SEVERITIES } from "#lib/escalations/model.ts";
import type { PolicyChoices } from "#lib/escalations/queries/choices.ts";
import type { PolicyDto } from "#lib/escalations/schema.ts";

export type PolicyFormProps = { choices: PolicyChoices; policy: PolicyDto | null };

const FIELDS = [
  "name",
  "teamId",
  "serviceId",
  "severities",
  "roundSeconds",
  "rounds",
  "ackTimeoutSeconds",
  "backstopSeconds",
];

/** Writes an escalation policy, or changes one from the next escalation on. */
export function PolicyForm({ choices, policy }: PolicyFormProps) {
  const router = useRouter();
  const sending = useSend();
  const [draft, setDraft] = useState(() => toDraft(policy));
  const [name, setName] = useState(policy?.name ?? "");
  const [teamId, setTeam] = useState(policy?.team.id ?? choices.homes[0]?.id ?? "");
  const [serviceId, setService] = useState(policy?.service?.id ?? "");
  const change = (part: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...part }));
  async function save(activate: boolean) {
    const words = { name, serviceId: serviceId || null, ...fromDraft(draft) };
    const answer = await sending.send((idempotencyKey) =>
      policy
        ? callApi<PolicyDto>(
            "PATCH",
            `/escalation-policies/${policy.id}`,
            { ...words, version: policy.version },
            { idempotencyKey },
          )
        : callApi<PolicyDto>(
            "POST",
            "/escalation-policies",
            { ...words, teamId, activate },
            { idempotencyKey },
          ),
    );
    if (!answer) return;
    toast({
      title: policy ? "The policy is changed" : activate ? "The policy is in force" : "The draft is kept",
      tone: "ok",
    });
    router.push(`/settings/escalations/${answer.id}`);
    router.refresh();
  }
  const inLevels =
    sending.problem?.errors.map((error) => error.path).filter((path) => path.startsWith("levels.")) ?? [];
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending.busy) void save(policy !== null);
      }}
    >
      <Panel title="What it judges" padded>
        <div className="grid gap-3">
          <TextInput
            label="Name"
            value={name}
            maxLength={120}
            required
            onChange={(event) => setName(event.target.value)}
            error={sending.at("name")}
          />
          <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
            {policy ? null : (
              <Select
                label="Team"
                value={teamId}
                onChange={(event) => {
                  setTeam(event.target.value);
                  setService("");
                }}
                options={choices.homes.map((team) => ({ value: team.id, label: team.name }))}
                error={sending.at("teamId")}
              />
            )}
            <Select
              label="Service"
              hint="A service's own policy comes before its team's."
              value={serviceId}
              onChange={(event) => setService(event.target.value)}
              options={[
                { value: "", label: "Every service of the team" },
                ...choices.services
                  .filter((service) => service.teamId === teamId)
                  .map((service) => ({ value: service.id, label: service.name })),
              ]}
              error={sending.at("serviceId")}
            />
          </div>
          <Severities
            chosen={draft.severities}
            onChange={(severities) => change({ severities })}
            error={sending.at("severities")}
          />
          <ConditionFields
            of="The policy"
            conditions={draft.conditions}
            onChange={(conditions) => change({ conditions })}
          />
        </div>
      </Panel>
      <Levels draft={draft} change={change} choices={choices} teamId={teamId} at={sending.at} />
      <Rhythm draft={draft} change={change} at={sending.at} />
      <div role="alert">
        <FieldError>{sending.rest(...FIELDS, ...inLevels)}</FieldError>
      </div>
      <div className="row">
        {policy ? (
          <Button variant="primary" type="submit" busy={sending.busy} busyLabel="Saving">
            Save
          </Button>
        ) : (
          <>
            <Button variant="primary" onClick={() => void save(true)} busy={sending.busy} busyLabel="Saving">
              Put in force
            </Button>
            <Button type="submit" busy={sending.busy} busyLabel="Saving">
              Keep as a draft
            </Button>
          </>
        )}
        <LinkButton
          variant="quiet"
          href={policy ? `/settings/escalations/${policy.id}` : "/settings/escalations"}
        >
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}

type Part = {
  draft: PolicyDraft;
  change: (part: Partial<PolicyDraft>) => void;
  at: (path: string) => string | undefined;
};

function Severities(props: {
  chosen: PolicyDraft["severities"];
  onChange: (next: PolicyDraft["severities"]) => void;
  error: string | undefined;
}) {
  return (
    <fieldset className="row wrap">
      <legend className="lbl">Severities</legend>
      {SEVERITIES.map((level) => (
        <Checkbox
          key={level}
          label={level}
          checked={props.chosen.includes(level)}
          onChange={(event) =>
            props.onChange(
              SEVERITIES.filter((one) => (one === level ? event.target.checked : props.chosen.includes(one))),
            )
          }
        />
      ))}
      <FieldError>{props.error}</FieldError>
    </fieldset>
  );
}

function Levels({ draft, change, choices, teamId, at }: Part & { choices: PolicyChoices; teamId: string }) {
  const { levels } = draft;
  return (
    <>
      {levels.map((level, index) => (
        <LevelFields
          key={level.key}
          index={index}
          last={levels.length === 1}
          level={level}
          choices={choices}
          teamId={teamId}
          at={at}
          onChange={(next) => change({ levels: levels.map((one) => (one.key === next.key ? next : one)) })}
          onUp={() => {
            const moved = [...levels];
            moved.splice(index - 1, 0, ...moved.splice(index, 1));
            change({ levels: moved });
          }}
          onRemove={() => change({ levels: levels.filter((one) => one.key !== level.key) })}
        />
      ))}
      <div>
        <Button variant="soft" icon={<Plus />} onClick={() => change({ levels: [...levels, newLevel()] })}>
          Add a level
        </Button>
      </div>
    </>
  );
}

function Rhythm({ draft, change, at }: Part) {
  return (
    <Panel title="If nobody acknowledges, or it goes on" padded>
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <NumberInput
          label="Start again after"
          unit="min"
          value={draft.round}
          onChange={(event) => change({ round: event.target.value })}
          error={at("roundSeconds")}
        />
        <NumberInput
          label="Rounds"
          note="empty: until acknowledged"
          hint="P0 and P1 always ring until acknowledged."
          value={draft.rounds}
          onChange={(event) => change({ rounds: event.target.value })}
          error={at("rounds")}
        />
        <NumberInput
          label="Acknowledged, but no word for"
          note="empty: the default, 30 min for P0 and P1"
          unit="min"
          value={draft.ackTimeout}
          onChange={(event) => change({ ackTimeout: event.target.value })}
          error={at("ackTimeoutSeconds")}
        />
        <NumberInput
          label="Acknowledged, but not mitigated after"
          note="empty: the setting's figure"
          unit="min"
          value={draft.backstop}
          onChange={(event) => change({ backstop: event.target.value })}
          error={at("backstopSeconds")}
        />
      </div>
    </Panel>
  );
}

"use client";

import ArrowUp from "lucide-react/icons/arrow-up";
import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { ConditionFields } from "#components/escalations/condition-fields.tsx";
import { type LevelDraft, newTarget, type TargetDraft } from "#components/escalations/policy-draft.ts";
import { KINDS } from "#components/escalations/policy-words.ts";
import { Button } from "#components/ui/button.tsx";
import { NumberInput, Select } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { PolicyChoices } from "#lib/escalations/queries/choices.ts";

export type LevelFieldsProps = {
  index: number;
  last: boolean;
  level: LevelDraft;
  choices: PolicyChoices;
  teamId: string;
  at: (path: string) => string | undefined;
  onChange: (level: LevelDraft) => void;
  onUp: () => void;
  onRemove: () => void;
};

/** One level: how long after the one before, whom it calls, and when it counts. */
export function LevelFields({
  index,
  last,
  level,
  choices,
  teamId,
  at,
  onChange,
  onUp,
  onRemove,
}: LevelFieldsProps) {
  const name = `Level ${index + 1}`;
  const set = (key: string, next: TargetDraft) =>
    onChange({ ...level, targets: level.targets.map((one) => (one.key === key ? next : one)) });
  return (
    <Panel
      title={name}
      padded
      end={
        <span className="row">
          <Button
            variant="quiet"
            iconOnly
            icon={<ArrowUp />}
            label={`Move ${name} up`}
            disabled={index === 0}
            onClick={onUp}
          />
          <Button
            variant="quiet"
            iconOnly
            icon={<Trash2 />}
            label={`Remove ${name}`}
            disabled={last}
            onClick={onRemove}
          />
        </span>
      }
    >
      <div className="grid gap-3">
        <NumberInput
          label={index === 0 ? "Wait after the start" : "Wait after the level before"}
          unit="min"
          fieldClassName="max-w-60"
          value={level.delay}
          error={at(`levels.${index}.delaySeconds`)}
          onChange={(event) => onChange({ ...level, delay: event.target.value })}
        />
        {level.targets.map((target, place) => (
          <TargetFields
            key={target.key}
            name={`${name}, target ${place + 1}`}
            target={target}
            choices={choices}
            teamId={teamId}
            error={at(`levels.${index}.targets.${place}.id`) ?? at(`levels.${index}.targets.${place}.kind`)}
            onChange={(next) => set(target.key, next)}
            onRemove={
              level.targets.length > 1
                ? () => onChange({ ...level, targets: level.targets.filter((one) => one.key !== target.key) })
                : undefined
            }
          />
        ))}
        {at(`levels.${index}.targets`) ? (
          <p className="xs crit" role="alert">
            {at(`levels.${index}.targets`)}
          </p>
        ) : null}
        <div>
          <Button
            size="sm"
            variant="soft"
            icon={<Plus />}
            onClick={() => onChange({ ...level, targets: [...level.targets, newTarget()] })}
          >
            Call somebody else, too
          </Button>
        </div>
        <ConditionFields
          of={name}
          conditions={level.conditions}
          onChange={(conditions) => onChange({ ...level, conditions })}
        />
      </div>
    </Panel>
  );
}

type TargetProps = {
  name: string;
  target: TargetDraft;
  choices: PolicyChoices;
  teamId: string;
  error: string | undefined;
  onChange: (target: TargetDraft) => void;
  onRemove: (() => void) | undefined;
};

const OWN_PAGER = { id: "", name: "of the service, else the team's first line" };

/** What there is to choose of a kind; null: nothing, the kind says it all. */
function choicesOf(kind: TargetDraft["kind"], choices: PolicyChoices, teamId: string) {
  if (kind === "schedule") return choices.schedules.length > 0 ? [OWN_PAGER, ...choices.schedules] : null;
  if (kind === "user") return choices.people;
  if (kind === "role") return choices.roles;
  if (kind === "team") return choices.teams.filter((team) => team.id !== teamId);
  if (kind === "channel") return choices.channels.filter((channel) => channel.teamId === teamId);
  return null;
}

/** The pager needs no choice: its first one is the usual. */
function placeholderFor(kind: TargetDraft["kind"], choices: number): string | undefined {
  if (kind === "schedule") return undefined;
  return choices > 0 ? "Choose" : "There is none yet";
}

function TargetFields({ name, target, choices, teamId, error, onChange, onRemove }: TargetProps) {
  const which = choicesOf(target.kind, choices, teamId);
  return (
    <fieldset className="row wrap items-end" aria-label={name}>
      <Select
        label="Calls"
        fieldClassName="min-w-60"
        value={target.kind}
        onChange={(event) => onChange({ ...target, kind: event.target.value as TargetDraft["kind"], id: "" })}
        options={KINDS}
        error={which ? undefined : error}
      />
      {which ? (
        <Select
          label="Which"
          fieldClassName="min-w-60"
          value={target.id}
          placeholder={placeholderFor(target.kind, which.length)}
          onChange={(event) => onChange({ ...target, id: event.target.value })}
          options={which.map((one) => ({ value: one.id, label: one.name }))}
          error={error}
        />
      ) : null}
      {onRemove ? (
        <Button variant="quiet" iconOnly icon={<Trash2 />} label={`Remove ${name}`} onClick={onRemove} />
      ) : null}
    </fieldset>
  );
}

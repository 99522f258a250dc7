"use client";

import Trash2 from "lucide-react/icons/trash-2";
import { dayName } from "#components/escalations/policy-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { type Condition, SEVERITIES } from "#lib/escalations/model.ts";

type Kind = Condition["kind"];
const FRESH: Record<Kind, Condition> = {
  severity: { kind: "severity", in: ["P0"] },
  weekday: { kind: "weekday", days: [1, 2, 3, 4, 5] },
  "service-hours": { kind: "service-hours", is: "inside" },
  "local-hour": { kind: "local-hour", from: "08:00", to: "22:00" },
  // What the guides call a wide failure: more than a tenth of the users (S-041).
  impact: { kind: "impact", usersPct: 10 },
};
const ADD: ReadonlyArray<{ value: string; label: string }> = [
  { value: "", label: "Add a condition …" },
  { value: "severity", label: "Severity" },
  { value: "weekday", label: "Weekday" },
  { value: "service-hours", label: "Service hours" },
  { value: "local-hour", label: "Their local hour" },
  { value: "impact", label: "Impact" },
];

const KINDS = Object.keys(FRESH).length;

type Props = {
  /** What they belong to: "Level 2". */
  of: string;
  conditions: ReadonlyArray<Condition>;
  onChange: (conditions: Condition[]) => void;
};

/** Conditions that must all hold; one of each kind. */
export function ConditionFields({ of, conditions, onChange }: Props) {
  const set = (index: number, next: Condition) =>
    onChange(conditions.map((one, at) => (at === index ? next : one)));
  const used = new Set<string>(conditions.map((one) => one.kind));
  return (
    <div className="grid gap-2">
      {conditions.map((one, index) => (
        <fieldset key={one.kind} className="row wrap items-end" aria-label={`${of}, condition ${index + 1}`}>
          <OneCondition condition={one} onChange={(next) => set(index, next)} />
          <Button
            variant="quiet"
            iconOnly
            icon={<Trash2 />}
            label={`${of}: remove the condition`}
            onClick={() => onChange(conditions.filter((_, at) => at !== index))}
          />
        </fieldset>
      ))}
      {used.size < KINDS ? (
        <Select
          label={`${of}: add a condition`}
          hideLabel
          fieldClassName="max-w-60"
          value=""
          onChange={(event) => {
            const fresh = FRESH[event.target.value as Kind];
            if (fresh) onChange([...conditions, fresh]);
          }}
          options={ADD.filter((kind) => !used.has(kind.value))}
        />
      ) : null}
    </div>
  );
}

const toggled = <T,>(list: readonly T[], one: T, on: boolean): T[] =>
  on ? [...list, one] : list.filter((other) => other !== one);

function OneCondition({
  condition,
  onChange,
}: {
  condition: Condition;
  onChange: (next: Condition) => void;
}) {
  switch (condition.kind) {
    case "severity":
      return (
        <>
          <span className="xs t2">Only for</span>
          {SEVERITIES.map((level) => (
            <Checkbox
              key={level}
              label={level}
              checked={condition.in.includes(level)}
              onChange={(event) =>
                onChange({ ...condition, in: toggled(condition.in, level, event.target.checked) })
              }
            />
          ))}
        </>
      );
    case "weekday":
      return (
        <>
          <span className="xs t2">Only on</span>
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <Checkbox
              key={day}
              label={dayName(day)}
              checked={condition.days.includes(day)}
              onChange={(event) =>
                onChange({ ...condition, days: toggled(condition.days, day, event.target.checked).sort() })
              }
            />
          ))}
        </>
      );
    case "service-hours":
      return (
        <Select
          label="Only"
          value={condition.is}
          onChange={(event) =>
            onChange({ ...condition, is: event.target.value === "outside" ? "outside" : "inside" })
          }
          options={[
            { value: "inside", label: "inside service hours" },
            { value: "outside", label: "outside service hours" },
          ]}
        />
      );
    case "impact":
      return <ImpactBounds bounds={condition} onChange={onChange} />;
    case "local-hour":
      return (
        <>
          <TextInput
            label="Only from, their time"
            type="time"
            value={condition.from}
            onChange={(event) => onChange({ ...condition, from: event.target.value })}
          />
          <TextInput
            label="to"
            type="time"
            value={condition.to}
            onChange={(event) => onChange({ ...condition, to: event.target.value })}
          />
        </>
      );
  }
}

type Bounds = Extract<Condition, { kind: "impact" }>;
const MEASURES = [
  { key: "usersPct", label: "Users hit, % or more" },
  { key: "tenants", label: "Tenants hit, or more" },
  { key: "failures", label: "Failures, or more" },
  { key: "performancePct", label: "Performance, % or less" },
] as const;

/** Any one bound is enough; an empty one is not asked for. */
function ImpactBounds({ bounds, onChange }: { bounds: Bounds; onChange: (next: Condition) => void }) {
  const set = (key: (typeof MEASURES)[number]["key"], typed: string) => {
    const { [key]: _, ...rest } = bounds;
    onChange(typed === "" ? rest : { ...rest, [key]: Number(typed) });
  };
  return (
    <>
      <span className="xs t2">Only once the impact reaches any of</span>
      {MEASURES.map(({ key, label }) => (
        <TextInput
          key={key}
          label={label}
          type="number"
          min={0}
          fieldClassName="max-w-40"
          value={bounds[key] ?? ""}
          onChange={(event) => set(key, event.target.value)}
        />
      ))}
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { toast } from "#components/ui/toast.ts";
import { type ContactKind, type Rules, URGENCIES, type Urgency } from "#lib/notifications/model.ts";
import type { MyReachDto } from "#lib/notifications/schema.ts";
import { CONTACT_NAMES, URGENCY_NAMES } from "./words.ts";

/** In the order in which what is in reserve has its turn. */
const KINDS: ContactKind[] = ["phone", "ntfy", "push", "mail"];
type When = "first" | "after" | "never";
const WHEN = [
  { value: "first", label: "At once" },
  { value: "after", label: "In reserve" },
  { value: "never", label: "Never" },
];

const whenOf = (rules: Rules, urgency: Urgency, kind: ContactKind): When => {
  if (rules[urgency].first.includes(kind)) return "first";
  return rules[urgency].after.includes(kind) ? "after" : "never";
};

/** The same rules with one answer changed; what is in reserve keeps the order of the columns. */
function changed(rules: Rules, urgency: Urgency, kind: ContactKind, when: When): Rules {
  const pick = (wanted: When) =>
    KINDS.filter((one) => (one === kind ? when : whenOf(rules, urgency, one)) === wanted);
  return { ...rules, [urgency]: { first: pick("first"), after: pick("after") } };
}

/** Per urgency and channel: at once, in reserve, never; and quiet hours. */
export function RulesForm({ reach }: { reach: MyReachDto }) {
  const router = useRouter();
  const sending = useSend();
  const [rules, setRules] = useState<Rules>(reach.rules);
  const [quiet, setQuiet] = useState(reach.quiet);
  const dirty = JSON.stringify([rules, quiet]) !== JSON.stringify([reach.rules, reach.quiet]);

  async function save() {
    const done = await sending.send((idempotencyKey) =>
      callApi("PUT", "/me/notification-rules", { rules, quiet, version: reach.version }, { idempotencyKey }),
    );
    router.refresh();
    if (done) toast({ title: "Kept", detail: "Your rules hold from the next message on.", tone: "ok" });
  }

  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="reach-grid">
        <span className="head" />
        {KINDS.map((kind) => (
          <span key={kind} className="head">
            {CONTACT_NAMES[kind]}
          </span>
        ))}
        {URGENCIES.map((urgency) => (
          <RuleRow key={urgency} urgency={urgency} rules={rules} onChange={setRules} />
        ))}
      </div>
      <div className="row wrap gap-4">
        <Checkbox
          label="Quiet hours"
          hint="What is no page waits until they end."
          checked={quiet.on}
          onChange={(event) => setQuiet({ ...quiet, on: event.target.checked })}
        />
        {quiet.on ? (
          <div className="row">
            <TextInput
              label="From"
              type="time"
              value={quiet.from}
              onChange={(event) => setQuiet({ ...quiet, from: event.target.value })}
              error={sending.at("quiet.from")}
            />
            <TextInput
              label="To"
              type="time"
              value={quiet.to}
              onChange={(event) => setQuiet({ ...quiet, to: event.target.value })}
              error={sending.at("quiet.to")}
            />
          </div>
        ) : null}
      </div>
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest("quiet.from", "quiet.to")}</FieldError>
      </div>
      <div className="row">
        <Button
          type="submit"
          variant="primary"
          busy={sending.busy}
          busyLabel="Saving"
          disabledReason={dirty ? undefined : "Nothing has changed."}
        >
          Save
        </Button>
      </div>
    </form>
  );
}

function RuleRow(props: { urgency: Urgency; rules: Rules; onChange: (rules: Rules) => void }) {
  const { urgency, rules, onChange } = props;
  const { name, hint } = URGENCY_NAMES[urgency];
  return (
    <>
      <span className="name grid">
        <span className="m">{name}</span>
        <span className="xs t2">{hint}</span>
      </span>
      {KINDS.map((kind) => (
        <span key={kind} className="grid gap-1">
          <span className="phone xs t2" aria-hidden>
            {CONTACT_NAMES[kind]}
          </span>
          <Select
            label={`${name}: ${CONTACT_NAMES[kind]}`}
            hideLabel
            options={WHEN}
            value={whenOf(rules, urgency, kind)}
            onChange={(event) => onChange(changed(rules, urgency, kind, event.target.value as When))}
          />
        </span>
      ))}
    </>
  );
}

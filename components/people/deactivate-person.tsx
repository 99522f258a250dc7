"use client";

import { useEffect, useState } from "react";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { FieldError } from "#components/ui/field.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";
import type { CarriedWork } from "#lib/people/model.ts";
import { plural } from "#lib/platform/format.ts";

type Person = { id: string; name: string };
type Props = { person: Person; people: ReadonlyArray<Person> };

const NOBODY = "nobody";
const fieldOf = (item: CarriedWork) => `${item.kind}:${item.id}`;

/** Deactivates somebody, after asking for each thing they carry who takes it. */
export function DeactivatePerson({ person, people }: Props) {
  const [items, setItems] = useState<CarriedWork[]>([]);
  const others = people.filter((one) => one.id !== person.id);

  function replacements(text: Record<string, string>) {
    const open = items.filter((item) => !text[fieldOf(item)]);
    if (open.length > 0)
      throw new ApiProblem(400, {
        code: "invalid",
        detail: `Say who takes ${plural(open.length, "more thing")}, or that nobody does.`,
        errors: open.map((item) => ({ path: fieldOf(item), message: "Choose who takes it." })),
      });
    return items.map((item) => {
      const to = text[fieldOf(item)] ?? NOBODY;
      return { kind: item.kind, id: item.id, toUserId: to === NOBODY ? null : to };
    });
  }

  return (
    <FormDialogButton
      trigger={{ variant: "danger", children: "Deactivate" }}
      title={`Deactivate ${person.name}?`}
      description="Sessions and tokens end at once, teams and duty roles are left. What they did stays under their name."
      verb="Deactivate"
      busyLabel="Deactivating"
      tone="destroy"
      width={560}
      fields={items.map(fieldOf)}
      done={`${person.name} is deactivated`}
      onSend={({ text, idempotencyKey }) =>
        callSensitive(
          "POST",
          `/users/${person.id}/deactivate`,
          { replacements: replacements(text) },
          { idempotencyKey },
        )
      }
    >
      {(at) => <Carried id={person.id} items={items} onItems={setItems} people={others} at={at} />}
    </FormDialogButton>
  );
}

type CarriedProps = {
  id: string;
  items: CarriedWork[];
  onItems: (items: CarriedWork[]) => void;
  people: ReadonlyArray<Person>;
  at: (path: string) => string | undefined;
};

/** What they carry, each with who takes it; asked for when the dialog opens. */
function Carried({ id, items, onItems, people, at }: CarriedProps) {
  const [state, setState] = useState<"loading" | "here" | string>("loading");
  const [all, setAll] = useState("");
  useEffect(() => {
    let gone = false;
    callApi<{ items: CarriedWork[] }>("GET", `/users/${id}/carries`).then(
      (answer) => {
        if (gone) return;
        onItems(answer.items);
        setState("here");
      },
      (error) => {
        if (!gone) setState(error instanceof ApiProblem ? error.detail : "The list could not be read.");
      },
    );
    return () => {
      gone = true;
    };
  }, [id, onItems]);

  if (state === "loading") return <SkeletonRows rows={3} />;
  if (state !== "here")
    return (
      <div className="field">
        <FieldError>{state}</FieldError>
      </div>
    );
  if (items.length === 0)
    return <p className="note">They carry nothing that somebody would have to take over.</p>;
  const options = people.map((one) => ({ value: one.id, label: one.name }));
  return (
    <>
      <Select
        label={`${plural(items.length, "thing")} they carry: give everything to`}
        placeholder="Choose for each below"
        options={options}
        value={all}
        onChange={(event) => setAll(event.target.value)}
      />
      <ul className="grid max-h-[42vh] gap-3 overflow-auto border-line border-t pt-3">
        {items.map((item) => (
          <li key={fieldOf(item)}>
            <Select
              key={all}
              label={
                <a className="link" href={item.url} target="_blank" rel="noreferrer">
                  {item.label}
                </a>
              }
              name={fieldOf(item)}
              defaultValue={all}
              placeholder="Who takes it?"
              options={item.required ? options : [{ value: NOBODY, label: "Nobody, let it go" }, ...options]}
              error={at(fieldOf(item))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

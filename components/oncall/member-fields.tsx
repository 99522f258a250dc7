"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { type LayerDraft, moved, newMember } from "#components/oncall/schedule-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { Avatar } from "#components/ui/marks.tsx";

type Props = {
  /** The layer's name, said with every control. */
  of: string;
  members: LayerDraft["members"];
  people: ReadonlyArray<{ id: string; name: string }>;
  error: string | undefined;
  onChange: (members: LayerDraft["members"]) => void;
};

/** Who takes turns, in their order. Somebody may stand in it several times. */
export function MemberFields({ of, members, people, error, onChange }: Props) {
  // Choosing alone adds nobody: with the arrow keys one passes by everybody on the way.
  const [chosen, setChosen] = useState("");
  const name = (id: string) => people.find((one) => one.id === id)?.name ?? "Somebody who has left the team";
  return (
    <div className="grid gap-1.5">
      <span className="lab">Turns, in their order</span>
      {members.length > 0 ? (
        <ol className="turns">
          {members.map((member, index) => (
            <li key={member.key}>
              <span className="t3 num xs">{index + 1}</span>
              <Avatar name={name(member.id)} size="sm" />
              <span className="trunc grow">{name(member.id)}</span>
              <Button
                size="sm"
                variant="quiet"
                iconOnly
                icon={<ArrowUp />}
                label={`${of}: ${name(member.id)} earlier`}
                disabled={index === 0}
                onClick={() => onChange(moved(members, index, -1))}
              />
              <Button
                size="sm"
                variant="quiet"
                iconOnly
                icon={<ArrowDown />}
                label={`${of}: ${name(member.id)} later`}
                disabled={index === members.length - 1}
                onClick={() => onChange(moved(members, index, 1))}
              />
              <Button
                size="sm"
                variant="quiet"
                iconOnly
                icon={<X />}
                label={`${of}: take ${name(member.id)} out`}
                onClick={() => onChange(members.filter((one) => one !== member))}
              />
            </li>
          ))}
        </ol>
      ) : null}
      <span className="row">
        <Select
          label={`${of}: a person to add`}
          hideLabel
          fieldClassName="grow"
          value={chosen}
          placeholder={members.length === 0 ? "Choose the first person" : "Choose a person"}
          options={people.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(event) => setChosen(event.target.value)}
        />
        <Button
          variant="soft"
          icon={<Plus />}
          aria-label={`${of}: add the person`}
          disabled={chosen === ""}
          onClick={() => {
            onChange([...members, newMember(chosen)]);
            setChosen("");
          }}
        >
          Add
        </Button>
      </span>
      <FieldError>{error}</FieldError>
    </div>
  );
}

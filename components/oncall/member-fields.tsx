"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import X from "lucide-react/icons/x";
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
      <Select
        label={`${of}: add a person`}
        hideLabel
        value=""
        placeholder={members.length === 0 ? "Add the first person …" : "Add a person …"}
        options={people.map((one) => ({ value: one.id, label: one.name }))}
        onChange={(event) => {
          if (event.target.value) onChange([...members, newMember(event.target.value)]);
        }}
      />
      <FieldError>{error}</FieldError>
    </div>
  );
}

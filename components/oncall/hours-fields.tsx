"use client";

import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { type HoursDraft, newHours } from "#components/oncall/schedule-draft.ts";
import { dayName } from "#components/oncall/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

type Props = {
  of: string;
  hours: readonly HoursDraft[];
  at: (path: string) => string | undefined;
  onChange: (hours: HoursDraft[]) => void;
};

/** The hours in which a layer has somebody; none: always. */
export function HoursFields({ of, hours, at, onChange }: Props) {
  const set = (next: HoursDraft) => onChange(hours.map((one) => (one.key === next.key ? next : one)));
  return (
    <div className="grid gap-2">
      {hours.map((one, index) => (
        <fieldset key={one.key} className="hours" aria-label={`${of}, hours ${index + 1}`}>
          <span className="row wrap">
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <Checkbox
                key={day}
                label={dayName(day).slice(0, 2)}
                aria-label={dayName(day)}
                checked={one.days.includes(day)}
                onChange={(event) => {
                  const days = one.days.filter((other) => other !== day);
                  set({ ...one, days: (event.target.checked ? [...days, day] : days).sort() });
                }}
              />
            ))}
          </span>
          <span className="row">
            <TextInput
              label="From"
              type="time"
              value={one.from}
              onChange={(event) => set({ ...one, from: event.target.value })}
              error={at(`restrictions.${index}.from`)}
            />
            <TextInput
              label="To"
              type="time"
              value={one.to === "24:00" ? "00:00" : one.to}
              onChange={(event) => set({ ...one, to: event.target.value })}
              error={at(`restrictions.${index}.to`)}
            />
            <Button
              size="sm"
              variant="quiet"
              iconOnly
              icon={<X />}
              label={`${of}: remove hours ${index + 1}`}
              onClick={() => onChange(hours.filter((other) => other !== one))}
            />
          </span>
          <FieldError>{at(`restrictions.${index}.days`) ?? at(`restrictions.${index}`)}</FieldError>
        </fieldset>
      ))}
      <span className="row">
        <Button size="sm" variant="soft" icon={<Plus />} onClick={() => onChange([...hours, newHours()])}>
          {hours.length === 0 ? "Only at certain hours" : "More hours"}
        </Button>
        {hours.length > 0 ? (
          <span className="xs t3">An end at or before its beginning is on the next day.</span>
        ) : null}
      </span>
    </div>
  );
}

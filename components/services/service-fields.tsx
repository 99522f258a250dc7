"use client";

import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { ZoneSelect } from "#components/auth/zone-select.tsx";
import { WEEKDAYS } from "#components/services/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import type { ProfileDto, ServiceDto } from "#lib/services/schema.ts";

export type Choices = {
  teams: ReadonlyArray<{ id: string; name: string }>;
  profiles: ReadonlyArray<Pick<ProfileDto, "key" | "name" | "about">>;
};
type At = (path: string) => string | undefined;

/** The fields of a service, new or as it is. */
export function ServiceFields({
  service,
  choices,
  at,
}: {
  service?: ServiceDto | undefined;
  choices: Choices;
  at: At;
}) {
  return (
    <div className="grid max-h-[64vh] gap-3 overflow-auto pr-1">
      <TextInput
        label="Name"
        name="name"
        defaultValue={service?.name}
        required
        autoFocus
        error={at("name")}
      />
      <TextArea
        label="What it does"
        note="optional"
        name="about"
        defaultValue={service?.about}
        error={at("about")}
      />
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Select
          label="Owner"
          name="teamId"
          defaultValue={service?.team.id ?? choices.teams[0]?.id}
          options={choices.teams.map((team) => ({ value: team.id, label: team.name }))}
          error={at("teamId")}
        />
        <Select
          label="Profile"
          name="profileKey"
          defaultValue={service?.profile.key ?? "general"}
          options={[
            { value: "general", label: "General" },
            ...choices.profiles
              .filter((one) => one.key !== "general")
              .map((one) => ({ value: one.key, label: one.name })),
          ]}
          hint="Prefills targets and limits."
          error={at("profileKey")}
        />
      </div>
      <Hours service={service} at={at} />
      <Links service={service} at={at} />
    </div>
  );
}

function Hours({ service, at }: { service: ServiceDto | undefined; at: At }) {
  const hours = service?.serviceHours;
  const [on, setOn] = useState(Boolean(hours));
  return (
    <fieldset className="field gap-2">
      <legend className="vh">Service hours</legend>
      <Checkbox
        name="hasHours"
        value="yes"
        label="Service hours"
        hint="Clocks of P2 to P4 run only in them. Without them time is calendar time."
        checked={on}
        onChange={(event) => setOn(event.target.checked)}
      />
      {on ? (
        <div className="grid gap-2 pl-7 max-sm:pl-0">
          <div className="choices">
            {WEEKDAYS.map((day, index) => (
              <Checkbox
                key={day}
                name="days"
                value={String(index + 1)}
                label={day}
                defaultChecked={hours ? hours.days.includes(index + 1) : index < 5}
              />
            ))}
          </div>
          <div className="grid grid-cols-[1fr_1fr_2fr] gap-3 max-sm:grid-cols-2">
            <TextInput label="From" name="hoursFrom" type="time" defaultValue={hours?.from ?? "08:00"} />
            <TextInput label="To" name="hoursTo" type="time" defaultValue={hours?.to ?? "18:00"} />
            <ZoneSelect
              label="Time zone"
              name="hoursZone"
              zone={hours?.zone}
              fieldClassName="max-sm:col-span-full"
            />
          </div>
        </div>
      ) : null}
      <FieldError>
        {at("serviceHours") ?? at("serviceHours.days") ?? at("serviceHours.from") ?? at("serviceHours.to")}
      </FieldError>
    </fieldset>
  );
}

function Links({ service, at }: { service: ServiceDto | undefined; at: At }) {
  const [rows, setRows] = useState(() =>
    (service?.links ?? []).map((link, index) => ({ ...link, key: index })),
  );
  return (
    <fieldset className="grid gap-2">
      <legend className="lab mb-1.5">Dashboards and other links</legend>
      {rows.map((row, index) => (
        <div key={row.key} className="grid grid-cols-[1fr_2fr_auto] items-start gap-2">
          <TextInput
            label={`Title of link ${index + 1}`}
            hideLabel
            name="linkTitle"
            defaultValue={row.title}
            placeholder="Dashboard"
            error={at(`links.${index}.title`)}
          />
          <TextInput
            label={`Address of link ${index + 1}`}
            hideLabel
            name="linkUrl"
            type="url"
            defaultValue={row.url}
            placeholder="https://"
            error={at(`links.${index}.url`)}
          />
          <Button
            variant="quiet"
            iconOnly
            icon={<X />}
            label={`Remove link ${index + 1}`}
            onClick={() => setRows(rows.filter((one) => one.key !== row.key))}
          />
        </div>
      ))}
      <div>
        <Button
          variant="soft"
          size="sm"
          icon={<Plus />}
          disabled={rows.length >= 20}
          onClick={() =>
            setRows([...rows, { title: "", url: "", key: Math.max(-1, ...rows.map((one) => one.key)) + 1 }])
          }
        >
          Add a link
        </Button>
      </div>
    </fieldset>
  );
}

/** What such a form holds, as the API takes it. Lines without title and address are left out. */
export function serviceBody(text: Record<string, string>, form: HTMLFormElement) {
  const data = new FormData(form);
  const all = (name: string) => data.getAll(name).map(String);
  const urls = all("linkUrl");
  const hours = {
    zone: text.hoursZone ?? "UTC",
    days: all("days").map(Number),
    from: text.hoursFrom,
    to: text.hoursTo === "00:00" ? "24:00" : text.hoursTo,
  };
  return {
    name: text.name,
    about: text.about,
    teamId: text.teamId,
    profileKey: text.profileKey,
    serviceHours: text.hasHours ? hours : null,
    links: all("linkTitle")
      .map((title, index) => ({ title, url: urls[index] ?? "" }))
      .filter((link) => link.title.trim() || link.url.trim()),
  };
}

export const SERVICE_FIELDS = [
  "name",
  "about",
  "teamId",
  "profileKey",
  "serviceHours",
  "serviceHours.days",
  "serviceHours.from",
  "serviceHours.to",
  ...Array.from({ length: 20 }, (_, index) => [`links.${index}.title`, `links.${index}.url`]).flat(),
];

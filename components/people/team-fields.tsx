"use client";

import { ZoneSelect } from "#components/auth/zone-select.tsx";
import { Checkbox, RadioGroup } from "#components/ui/choices.tsx";
import { TextArea, TextInput } from "#components/ui/inputs.tsx";
import type { TeamDto } from "#lib/people/schema.ts";

export const TEAM_FIELDS = ["name", "about", "visibility", "zone"];

/** The fields of a team, new or as it is. */
export function TeamFields({
  team,
  at,
}: {
  team?:
    | Pick<TeamDto, "name" | "about" | "visibility" | "zone" | "needsApproval" | "acceptsReports">
    | undefined;
  at: (path: string) => string | undefined;
}) {
  return (
    <>
      <TextInput label="Name" name="name" defaultValue={team?.name} required autoFocus error={at("name")} />
      <TextArea
        label="What it looks after"
        note="optional"
        name="about"
        defaultValue={team?.about}
        error={at("about")}
      />
      <ZoneSelect
        label="Time zone"
        name="zone"
        zone={team?.zone}
        hint="Checklists and days are counted in it."
        error={at("zone")}
      />
      <RadioGroup
        legend="Who sees its work"
        name="visibility"
        defaultValue={team?.visibility ?? "open"}
        options={[
          { value: "open", label: "Open", hint: "everybody who is signed in" },
          { value: "closed", label: "Closed", hint: "its people, named readers and administrators" },
        ]}
        error={at("visibility")}
      />
      <Checkbox
        label="A lead approves"
        hint="Members propose changes of checklists; they hold once a lead has approved them."
        name="needsApproval"
        defaultChecked={team?.needsApproval ?? false}
      />
      <Checkbox
        label="Takes reports from outside"
        hint="While it is closed: everybody finds its name in the declare form and may report to it, blind."
        name="acceptsReports"
        defaultChecked={team?.acceptsReports ?? true}
      />
    </>
  );
}

/** What such a form holds, as the API takes it. */
export const teamBody = (text: Record<string, string>) => ({
  name: text.name,
  about: text.about,
  zone: text.zone,
  visibility: text.visibility,
  needsApproval: text.needsApproval === "on",
  acceptsReports: text.acceptsReports === "on",
});

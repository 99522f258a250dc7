"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { ZoneSelect } from "#components/auth/zone-select.tsx";
import { ROLE_OPTIONS } from "#components/people/words.ts";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import type { UserDto } from "#lib/people/schema.ts";

/** Changes somebody's account. */
export function EditPerson({ person }: { person: UserDto }) {
  return (
    <FormDialogButton
      trigger={{ children: "Edit" }}
      title={`Edit ${person.name}`}
      verb="Save"
      busyLabel="Saving"
      width={520}
      fields={["name", "email", "role", "phone", "zone"]}
      done="Saved"
      onSend={({ text, idempotencyKey }) =>
        callSensitive(
          "PATCH",
          `/users/${person.id}`,
          { ...text, version: person.version },
          { idempotencyKey },
        )
      }
    >
      {(at) => (
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <TextInput label="Name" name="name" defaultValue={person.name} required error={at("name")} />
          <TextInput
            label="Mail address"
            name="email"
            type="email"
            defaultValue={person.email}
            required
            hint="They sign in with it."
            error={at("email")}
          />
          <Select
            label="Role"
            name="role"
            defaultValue={person.role}
            options={ROLE_OPTIONS}
            fieldClassName="col-span-full"
            error={at("role")}
          />
          <TextInput
            label="Phone"
            name="phone"
            type="tel"
            defaultValue={person.phone ?? ""}
            error={at("phone")}
          />
          <ZoneSelect label="Time zone" name="zone" zone={person.zone} error={at("zone")} />
        </div>
      )}
    </FormDialogButton>
  );
}

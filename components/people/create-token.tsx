"use client";

import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { FormDialog } from "#components/auth/form-dialog.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";

const LIVES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "", label: "Without end" },
];

/** Makes an API token; its secret is shown once, here. */
export function CreateToken({ scopes }: { scopes: readonly string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="soft" size="sm" icon={<Plus />} onClick={() => setOpen(true)} aria-haspopup="dialog">
        New token
      </Button>
      <FormDialog
        open={open}
        onClose={() => setOpen(false)}
        title="New API token"
        description="It acts in your name, within the scopes you choose."
        width={520}
        verb="Make the token"
        busyLabel="Making the token"
        fields={["name", "scopes", "expiresInDays"]}
        onSend={({ text, form }) => {
          const body = {
            name: text.name ?? "",
            scopes: new FormData(form).getAll("scopes"),
            ...(text.life ? { expiresInDays: Number(text.life) } : {}),
          };
          return callSensitive<{ secret: string }>("POST", "/tokens", body);
        }}
        once={({ secret }) => ({
          label: "Secret",
          secret,
          note: "Shown only now. Send it as “Authorization: Bearer …”, and keep it where secrets are kept.",
        })}
      >
        {(at) => <Fields scopes={scopes} at={at} />}
      </FormDialog>
    </>
  );
}

function Fields({ scopes, at }: { scopes: readonly string[]; at: (path: string) => string | undefined }) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <TextInput
          label="Name"
          name="name"
          placeholder="Uptime monitor"
          autoFocus
          required
          error={at("name")}
        />
        <Select label="Good for" name="life" defaultValue="365" options={LIVES} error={at("expiresInDays")} />
      </div>
      <fieldset className="field">
        <legend className="lab">Scopes</legend>
        <div className="grid max-h-[38vh] grid-cols-2 gap-x-3 overflow-auto max-sm:grid-cols-1">
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              name="scopes"
              value={scope}
              label={<span className="mono xs">{scope}</span>}
            />
          ))}
        </div>
        <FieldError>{at("scopes")}</FieldError>
      </fieldset>
    </>
  );
}

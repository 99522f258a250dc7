"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callSensitive } from "#components/auth/sensitive.ts";
import { ShownOnce } from "#components/auth/shown-once.tsx";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
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
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="New API token"
        description="It acts in your name, within the scopes you choose."
        width={520}
      >
        <TokenForm scopes={scopes} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function TokenForm({ scopes, onClose }: { scopes: readonly string[]; onClose: () => void }) {
  const router = useRouter();
  const sending = useSend();
  const [secret, setSecret] = useState<string | null>(null);

  async function submit(form: HTMLFormElement) {
    const { name = "", life = "" } = textsOf(form);
    const body = {
      name,
      scopes: new FormData(form).getAll("scopes"),
      ...(life ? { expiresInDays: Number(life) } : {}),
    };
    const made = await sending.send(() => callSensitive<{ secret: string }>("POST", "/tokens", body));
    if (!made) return;
    setSecret(made.secret);
    router.refresh();
  }

  if (secret)
    return (
      <>
        <ShownOnce
          label="Secret"
          secret={secret}
          note="Shown only now. Send it as “Authorization: Bearer …”, and keep it where secrets are kept."
        />
        <footer className="dlg-foot">
          <Button onClick={onClose}>Done</Button>
        </footer>
      </>
    );
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <TextInput
          label="Name"
          name="name"
          placeholder="Uptime monitor"
          autoFocus
          required
          error={sending.at("name")}
        />
        <Select
          label="Good for"
          name="life"
          defaultValue="365"
          options={LIVES}
          error={sending.at("expiresInDays")}
        />
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
        <FieldError>{sending.at("scopes")}</FieldError>
      </fieldset>
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest("name", "scopes", "expiresInDays")}</FieldError>
      </div>
      <footer className="dlg-foot">
        <Button variant="quiet" onClick={onClose} disabled={sending.busy}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" busy={sending.busy} busyLabel="Making the token">
          Make the token
        </Button>
      </footer>
    </form>
  );
}

"use client";

import UserPlus from "lucide-react/icons/user-plus";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callSensitive } from "#components/auth/sensitive.ts";
import { ShownOnce } from "#components/auth/shown-once.tsx";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { kindOptions, ROLE_OPTIONS } from "#components/people/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { formatInstant } from "#lib/platform/format.ts";

type Made = { url: string; expiresAt: string };
type Props = {
  /** Teams one may invite into. */
  teams: ReadonlyArray<{ id: string; name: string }>;
  /** An administrator may leave the team out and give any role. */
  admin: boolean;
  zone: string;
  /** Chosen at first. */
  teamId?: string | undefined;
  variant?: "primary" | "soft" | undefined;
};

const FIELDS = ["email", "name", "role", "teamId", "teamKind"];

/** Invites somebody; the link is shown once, here. */
export function InviteButton(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={props.variant ?? "primary"}
        icon={<UserPlus />}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
      >
        Invite
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Invite somebody"
        description="You get a link to pass on. It works once, for seven days."
      >
        <InviteForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function InviteForm({ teams, admin, zone, teamId, onClose }: Props & { onClose: () => void }) {
  const router = useRouter();
  const sending = useSend();
  const [made, setMade] = useState<Made | null>(null);

  async function submit(form: HTMLFormElement) {
    const given = Object.fromEntries(Object.entries(textsOf(form)).filter(([, value]) => value !== ""));
    const done = await sending.send(() => callSensitive<Made>("POST", "/invitations", given));
    if (!done) return;
    setMade(done);
    router.refresh();
  }

  if (made)
    return (
      <>
        <ShownOnce
          label="Invitation link"
          secret={made.url}
          note={`Shown only now. Good until ${formatInstant(made.expiresAt, zone)}.`}
        />
        <footer className="dlg-foot">
          <Button onClick={onClose}>Done</Button>
        </footer>
      </>
    );
  return (
    <form
      className="grid grid-cols-2 gap-3 max-sm:grid-cols-1"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <TextInput
        label="Mail address"
        name="email"
        type="email"
        autoComplete="off"
        autoFocus
        required
        error={sending.at("email")}
      />
      <TextInput label="Name" note="optional" name="name" autoComplete="off" error={sending.at("name")} />
      <Select
        label="Role"
        name="role"
        defaultValue="responder"
        fieldClassName="col-span-full"
        options={admin ? ROLE_OPTIONS : ROLE_OPTIONS.slice(0, 2)}
        error={sending.at("role")}
      />
      <Select
        label="Team"
        name="teamId"
        defaultValue={teamId ?? (admin ? "" : teams[0]?.id)}
        {...(admin ? { placeholder: "No team yet" } : {})}
        options={teams.map((team) => ({ value: team.id, label: team.name }))}
        error={sending.at("teamId")}
      />
      <Select
        label="In the team"
        name="teamKind"
        defaultValue="member"
        options={kindOptions(true)}
        error={sending.at("teamKind")}
      />
      <div role="alert" className="field col-span-full empty:hidden">
        <FieldError>{sending.rest(...FIELDS)}</FieldError>
      </div>
      <footer className="dlg-foot col-span-full">
        <Button variant="quiet" onClick={onClose} disabled={sending.busy}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" busy={sending.busy} busyLabel="Making a link">
          Make a link
        </Button>
      </footer>
    </form>
  );
}

"use client";

import UserPlus from "lucide-react/icons/user-plus";
import { useState } from "react";
import { FormDialog } from "#components/auth/form-dialog.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { kindOptions, ROLE_OPTIONS } from "#components/people/words.ts";
import { Button } from "#components/ui/button.tsx";
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
      <FormDialog
        open={open}
        onClose={() => setOpen(false)}
        title="Invite somebody"
        description="You get a link to pass on. It works once, for seven days."
        verb="Make a link"
        busyLabel="Making a link"
        fields={FIELDS}
        onSend={({ text }) => {
          const given = Object.fromEntries(Object.entries(text).filter(([, value]) => value !== ""));
          return callSensitive<Made>("POST", "/invitations", given);
        }}
        once={({ url, expiresAt }) => ({
          label: "Invitation link",
          secret: url,
          note: `Shown only now. Good until ${formatInstant(expiresAt, props.zone)}.`,
        })}
      >
        {(at) => <Fields {...props} at={at} />}
      </FormDialog>
    </>
  );
}

type FieldsProps = Pick<Props, "teams" | "admin" | "teamId"> & { at: (path: string) => string | undefined };

function Fields({ teams, admin, teamId, at }: FieldsProps) {
  return (
    <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
      <TextInput
        label="Mail address"
        name="email"
        type="email"
        autoComplete="off"
        autoFocus
        required
        error={at("email")}
      />
      <TextInput label="Name" note="optional" name="name" autoComplete="off" error={at("name")} />
      <Select
        label="Role"
        name="role"
        defaultValue="responder"
        fieldClassName="col-span-full"
        options={admin ? ROLE_OPTIONS : ROLE_OPTIONS.slice(0, 2)}
        error={at("role")}
      />
      <Select
        label="Team"
        name="teamId"
        defaultValue={teamId ?? (admin ? "" : teams[0]?.id)}
        {...(admin ? { placeholder: "No team yet" } : {})}
        options={teams.map((team) => ({ value: team.id, label: team.name }))}
        error={at("teamId")}
      />
      <Select
        label="In the team"
        name="teamKind"
        defaultValue="member"
        options={kindOptions(true)}
        error={at("teamKind")}
      />
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { ZoneSelect } from "#components/auth/zone-select.tsx";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import type { MeDto } from "#lib/people/schema.ts";

/** Name, zone and how one is reached; confirming says that the contact data are right. */
export function ProfileForm({ me }: { me: MeDto }) {
  const router = useRouter();
  const sending = useSend();

  async function submit(form: HTMLFormElement) {
    const { name, phone, zone, confirmed } = textsOf(form);
    const body = { name, phone, zone, ...(confirmed ? { contactConfirmed: true } : {}), version: me.version };
    const done = await sending.send((idempotencyKey) => callApi("PATCH", "/me", body, { idempotencyKey }));
    router.refresh();
    if (done) toast({ title: "Profile saved", tone: "ok" });
  }

  return (
    <form
      className="grid grid-cols-2 gap-3.5 max-sm:grid-cols-1"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <TextInput
        label="Name"
        name="name"
        defaultValue={me.name}
        autoComplete="name"
        required
        error={sending.at("name")}
      />
      <TextInput
        label="Mail address"
        name="email"
        value={me.email}
        readOnly
        autoComplete="username"
        hint="You sign in with it; an administrator changes it."
      />
      <TextInput
        label="Phone"
        name="phone"
        type="tel"
        defaultValue={me.phone ?? ""}
        autoComplete="tel"
        hint="Shown to colleagues when you hold the pager."
        error={sending.at("phone")}
      />
      <ZoneSelect
        label="Time zone"
        name="zone"
        zone={me.zone}
        hint="All times are shown in it."
        error={sending.at("zone")}
      />
      <Checkbox
        className="col-span-full"
        name="confirmed"
        value="yes"
        label="I can be reached by this address and phone"
        hint={
          me.contactConfirmedAt ? (
            <>
              Confirmed <RelativeTime iso={me.contactConfirmedAt} />
            </>
          ) : (
            "Not confirmed yet; whoever hands the pager to you looks at it."
          )
        }
      />
      <div role="alert" className="field col-span-full empty:hidden">
        <FieldError>{sending.rest("name", "phone", "zone")}</FieldError>
      </div>
      <div className="col-span-full">
        <Button type="submit" variant="primary" busy={sending.busy} busyLabel="Saving">
          Save
        </Button>
      </div>
    </form>
  );
}

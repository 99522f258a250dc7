"use client";

import { useRouter } from "next/navigation";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { useZone } from "#components/ui/time-context.tsx";
import { toast } from "#components/ui/toast.ts";
import { fromWall, toWall, zoneWords } from "#components/ui/wall-time.ts";
import type { PostmortemDto } from "#lib/postmortems/schema.ts";

type Choice = { id: string; name: string };
const url = (report: PostmortemDto, rest = "") => `/postmortems/${report.id}${rest}`;

/** The next step as one button: give it to review, or publish it. */
export function NextStep({ report }: { report: PostmortemDto }) {
  const router = useRouter();
  const sending = useSend();
  const publishing = report.state === "in-review";
  if (report.state === "published") return null;
  const ability = publishing ? report.abilities.publish : report.abilities.submit;
  const verb = publishing ? "Publish" : "Give to review";
  async function go() {
    const answer = await sending.send((idempotencyKey) =>
      callApi("POST", url(report, publishing ? "/publish" : "/submit"), {}, { idempotencyKey }),
    );
    router.refresh();
    if (answer) toast({ title: publishing ? "Published" : "Given to review", tone: "ok" });
  }
  return (
    <>
      <Button
        variant="primary"
        busy={sending.busy}
        busyLabel={publishing ? "Publishing" : "Giving"}
        {...(ability === true ? {} : { disabledReason: ability.because })}
        onClick={() => void go()}
      >
        {verb}
      </Button>
      <span role="alert">
        <FieldError>{sending.rest()}</FieldError>
      </span>
    </>
  );
}

/** Back to draft, with the reason its owner will read. */
export function SendBack({ report }: { report: PostmortemDto }) {
  if (report.abilities.sendBack !== true) return null;
  return (
    <FormDialogButton
      trigger={{ children: "Back to draft" }}
      title="Back to draft?"
      description={
        report.state === "published"
          ? "Its words can be changed again. That it was published on time stays."
          : "Its owner reads the reason."
      }
      verb="Back to draft"
      busyLabel="Taking back"
      fields={["reason"]}
      done="It is a draft again"
      onSend={({ text, idempotencyKey }) =>
        callApi("POST", url(report, "/return"), { reason: text.reason ?? "" }, { idempotencyKey })
      }
    >
      {(at) => <TextArea label="Reason" name="reason" rows={2} autoFocus error={at("reason")} />}
    </FormDialogButton>
  );
}

/** Title, owner and due time. */
export function EditReport({ report, people }: { report: PostmortemDto; people: ReadonlyArray<Choice> }) {
  const zone = useZone();
  if (report.abilities.edit !== true) return null;
  return (
    <FormDialogButton
      trigger={{ children: "Edit", size: "sm", variant: "soft" }}
      title="Edit postmortem"
      verb="Save"
      busyLabel="Saving"
      fields={["title", "ownerId", "dueAt"]}
      done="Saved"
      onSend={({ text, idempotencyKey }) => {
        const dueAt = text.dueAt ? fromWall(text.dueAt, zone) : null;
        if (text.dueAt && !dueAt) {
          const message = "Give a date and a time.";
          throw new ApiProblem(400, {
            code: "invalid",
            detail: message,
            errors: [{ path: "dueAt", message }],
          });
        }
        const body = {
          version: report.version,
          title: text.title ?? "",
          ownerId: text.ownerId || null,
          dueAt,
        };
        return callApi("PATCH", url(report), body, { idempotencyKey });
      }}
    >
      {(at) => (
        <>
          <TextInput
            label="Title"
            name="title"
            defaultValue={report.title}
            maxLength={200}
            error={at("title")}
          />
          <Select
            label="Owner"
            name="ownerId"
            placeholder="Nobody yet"
            defaultValue={report.owner?.id ?? ""}
            options={people.map((one) => ({ value: one.id, label: one.name }))}
            error={at("ownerId")}
          />
          <TextInput
            label="Due"
            note={zoneWords(zone)}
            name="dueAt"
            type="datetime-local"
            defaultValue={report.dueAt ? toWall(report.dueAt, zone) : ""}
            error={at("dueAt")}
          />
        </>
      )}
    </FormDialogButton>
  );
}

/** Why there is no cause, or no action: said instead of one. */
export function SayWhyNone({ report, what }: { report: PostmortemDto; what: "cause" | "action" }) {
  const field = what === "cause" ? "noCauseReason" : "noActionReason";
  const said = report[field];
  if (report.abilities.edit !== true) return null;
  return (
    <FormDialogButton
      trigger={{
        children: said ? "Change the reason" : `Say why there is no ${what}`,
        size: "sm",
        variant: "quiet",
      }}
      title={`No ${what}?`}
      description="A stated reason stands in for it, so that it can be published. Leave it empty to take the reason back."
      verb="Save"
      busyLabel="Saving"
      fields={[field]}
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "PATCH",
          url(report),
          { version: report.version, [field]: text[field] ?? "" },
          { idempotencyKey },
        )
      }
    >
      {(at) => (
        <TextArea
          label="Reason"
          name={field}
          rows={2}
          defaultValue={said ?? ""}
          autoFocus
          error={at(field)}
        />
      )}
    </FormDialogButton>
  );
}

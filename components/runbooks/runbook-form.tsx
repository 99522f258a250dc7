"use client";

import "./runbooks.css";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { type ContentDraft, fromDraft, LISTS, toDraft } from "#components/runbooks/content-draft.ts";
import { RowsEditor } from "#components/runbooks/rows-editor.tsx";
import { KIND_WORDS } from "#components/runbooks/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import { EMPTY_CONTENT, type RunbookContent } from "#lib/runbooks/model.ts";

export type RunbookFormProps = {
  metrics: ReadonlyArray<{ key: string; name: string }>;
  /** For a new one: where it may live; null stands for all teams. */
  homes?: ReadonlyArray<{ id: string | null; name: string }> | undefined;
  /** The one being edited. */
  runbook?:
    | {
        id: string;
        version: number;
        title: string;
        kind: string;
        triggers: string[];
        content: RunbookContent;
        notes: string;
      }
    | undefined;
};

const FIELDS = ["title", "kind", "teamId", "notes"];

function Words({
  runbook,
  homes,
  at,
}: Pick<RunbookFormProps, "runbook" | "homes"> & { at: (path: string) => string | undefined }) {
  return (
    <Panel title="What it is" padded>
      <div className="grid gap-3">
        <TextInput
          label="Title"
          name="title"
          defaultValue={runbook?.title}
          maxLength={160}
          error={at("title")}
        />
        <div className="grid grid-cols-2 gap-3">
          <Select
            label="Kind"
            name="kind"
            defaultValue={runbook?.kind ?? "response"}
            options={Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))}
            error={at("kind")}
          />
          {homes ? (
            <Select
              label="Team"
              name="teamId"
              options={homes.map((home) => ({ value: home.id ?? "", label: home.name }))}
              error={at("teamId")}
            />
          ) : null}
        </div>
      </div>
    </Panel>
  );
}

function Triggers({ metrics, chosen }: { metrics: RunbookFormProps["metrics"]; chosen: readonly string[] }) {
  const known = new Set(metrics.map((metric) => metric.key));
  const all = [...metrics, ...chosen.filter((key) => !known.has(key)).map((key) => ({ key, name: key }))];
  if (all.length === 0) return null;
  return (
    <Panel title="Suggested when one of these reads badly" padded>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(200px,1fr))]">
        {all.map((metric) => (
          <Checkbox
            key={metric.key}
            name="trigger"
            value={metric.key}
            label={metric.name}
            defaultChecked={chosen.includes(metric.key)}
          />
        ))}
      </div>
    </Panel>
  );
}

/** Writes a runbook, or a new version of one. Nothing typed is lost when the server refuses. */
export function RunbookForm({ metrics, homes, runbook }: RunbookFormProps) {
  const router = useRouter();
  const sending = useSend();
  const [content, setContent] = useState<ContentDraft>(() => toDraft(runbook?.content ?? EMPTY_CONTENT));
  async function save(form: HTMLFormElement) {
    const text = textsOf(form);
    const triggers = new FormData(form).getAll("trigger").map(String);
    const { title = "", kind, notes = "" } = text;
    const words = { title, kind, notes, triggers, content: fromDraft(content) };
    const answer = await sending.send((idempotencyKey) =>
      runbook
        ? callApi<{ id: string }>(
            "PATCH",
            `/runbooks/${runbook.id}`,
            { ...words, version: runbook.version },
            { idempotencyKey },
          )
        : callApi<{ id: string }>(
            "POST",
            "/runbooks",
            { ...words, teamId: text.teamId || null },
            { idempotencyKey },
          ),
    );
    if (!answer) return;
    toast({ title: runbook ? "Saved as a new version" : "The runbook is there", tone: "ok" });
    router.push(`/runbooks/${answer.id}`);
    router.refresh();
  }
  const inLists = sending.problem?.errors.filter((error) => error.path.startsWith("content.")) ?? [];
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending.busy) void save(event.currentTarget);
      }}
    >
      <Words runbook={runbook} homes={homes} at={sending.at} />
      <Triggers metrics={metrics} chosen={runbook?.triggers ?? []} />
      {LISTS.map((list) => (
        <RowsEditor
          key={list.name}
          title={list.title}
          one={list.one}
          fields={list.fields}
          rows={content[list.name]}
          onChange={(rows) => setContent((before) => ({ ...before, [list.name]: rows }))}
          at={(index, field) =>
            sending.at(`content.${list.name}.${index}${field === "text" ? "" : `.${field}`}`)
          }
        />
      ))}
      <Panel title="Notes" padded>
        <TextArea
          label="Notes"
          hideLabel
          name="notes"
          rows={6}
          defaultValue={runbook?.notes}
          hint="Markdown: **bold**, lists, links. HTML stays text."
          error={sending.at("notes")}
        />
      </Panel>
      <div role="alert">
        <FieldError>{sending.rest(...FIELDS, ...inLists.map((error) => error.path))}</FieldError>
      </div>
      <div className="row justify-end">
        <LinkButton variant="quiet" href={runbook ? `/runbooks/${runbook.id}` : "/runbooks"}>
          Cancel
        </LinkButton>
        <Button type="submit" variant="primary" busy={sending.busy} busyLabel="Saving">
          {runbook ? "Save new version" : "Save runbook"}
        </Button>
      </div>
    </form>
  );
}

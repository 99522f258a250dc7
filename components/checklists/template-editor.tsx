"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextArea, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import type { TemplateDto } from "#lib/checklists/schema/templates.ts";
import { addSection, bodyOf, emptyForm, formOf, type TemplateForm } from "./editor-model.ts";
import { EditorRules } from "./editor-rules.tsx";
import { EditorSection } from "./editor-section.tsx";
import { EditorWhen } from "./editor-when.tsx";
import "./editor.css";

export interface EditorChoices {
  teams: { id: string; name: string; zone: string }[];
  services: { id: string; name: string; teamId: string }[];
  people: { id: string; name: string }[];
}

export interface EditorProps {
  /** Absent: a new checklist. */
  template?: TemplateDto | undefined;
  choices: EditorChoices;
  /** What is saved waits for a lead. */
  proposing?: boolean;
}

/** What every part of the editor gets. */
export interface PartProps {
  form: TemplateForm;
  change: (next: TemplateForm) => void;
  /** The server's sentence at a field, by its path in the body. */
  at: (path: string) => string | undefined;
}

/** Makes or changes a checklist. What was typed stays, whatever the server answers. */
export function TemplateEditor({ template, choices, proposing = false }: EditorProps) {
  const router = useRouter();
  const [form, setForm] = useState(() => (template ? formOf(template) : emptyForm(choices.teams[0])));
  const [version, setVersion] = useState(template?.version ?? 1);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState("");
  const at = (path: string) => problem?.at(path);

  // The first field that is at fault, once its sentence is drawn; else what was said as a whole.
  useEffect(() => {
    if (!problem) return;
    const form = document.querySelector("form.editor");
    const first =
      form?.querySelector<HTMLElement>("[aria-invalid=true]") ??
      form?.querySelector<HTMLElement>("[role=alert]");
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "center" });
  }, [problem]);

  async function save(onVersion: number) {
    setBusy(true);
    setProblem(null);
    try {
      const body = bodyOf(form);
      if (template && proposing) {
        const made = { ...body, version: onVersion, reason };
        await callApi("POST", `/checklist-templates/${template.id}/proposals`, made);
        toast({ title: "Proposed: a lead decides", tone: "ok" });
        router.push(`/checklists/templates/${template.id}`);
        router.refresh();
        return;
      }
      const saved = template
        ? await callApi<TemplateDto>("PATCH", `/checklist-templates/${template.id}`, {
            ...body,
            version: onVersion,
          })
        : await callApi<TemplateDto>("POST", "/checklist-templates", { ...body, teamId: form.teamId });
      toast({ title: template ? `Saved as version ${saved.currentVersion}` : "Checklist made", tone: "ok" });
      router.push(`/checklists/templates/${saved.id}`);
      router.refresh();
    } catch (error) {
      const found = error instanceof ApiProblem ? error : new ApiProblem(0, {});
      setProblem(found);
      const current = found.current as TemplateDto | undefined;
      if (found.code === "stale" && current) setVersion(current.version);
      setBusy(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!busy) void save(version);
  }

  return (
    <form className="editor stack" onSubmit={submit} noValidate>
      <Panel title="What and when" padded>
        <div className="grid gap-3">
          <TextInput
            label="Title"
            value={form.title}
            maxLength={200}
            error={at("title")}
            onChange={(event) => setForm({ ...form, title: event.target.value })}
          />
          <EditorWhen form={form} change={setForm} at={at} choices={choices} isNew={!template} />
        </div>
      </Panel>
      {form.sections.map((section, index) => (
        <EditorSection
          key={section.id}
          section={section}
          index={index}
          form={form}
          change={setForm}
          at={at}
        />
      ))}
      <div>
        <Button icon={<Plus />} onClick={() => setForm(addSection(form))}>
          Add a section
        </Button>
      </div>
      <EditorRules form={form} change={setForm} at={at} />
      {proposing ? (
        <Panel title="For the lead" padded>
          <TextArea
            label="Why"
            note="optional"
            value={reason}
            maxLength={1000}
            error={at("reason")}
            onChange={(event) => setReason(event.target.value)}
          />
        </Panel>
      ) : null}
      <Trouble problem={problem} />
      <footer className="row wrap editfoot">
        <Button type="submit" variant="primary" busy={busy} busyLabel="Saving">
          {verbOf(template !== undefined, proposing, problem?.code === "stale")}
        </Button>
        <LinkButton
          variant="quiet"
          href={template ? `/checklists/templates/${template.id}` : "/checklists?view=templates"}
        >
          Cancel
        </LinkButton>
        {template ? (
          <span className="xs t3">Runs that are open keep version {template.currentVersion}.</span>
        ) : null}
      </footer>
    </form>
  );
}

function verbOf(known: boolean, proposing: boolean, stale: boolean): string {
  if (proposing) return stale ? "Propose it for the newer version" : "Propose the change";
  if (stale) return "Save over the newer version";
  return known ? "Save as a new version" : "Make the checklist";
}

function Trouble({ problem }: { problem: ApiProblem | null }) {
  const count = problem?.errors.length ?? 0;
  return (
    <div role="alert" className="field" tabIndex={-1}>
      <FieldError>
        {problem === null
          ? null
          : count > 0
            ? `${count === 1 ? "One field needs" : `${count} fields need`} another look: ${problem.errors[0]?.message}`
            : problem.message}
      </FieldError>
    </div>
  );
}

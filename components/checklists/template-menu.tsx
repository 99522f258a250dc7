"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.ts";

type Verb = "pause" | "resume" | "archive";
const SAID: Record<Verb, string> = { pause: "Paused", resume: "Active again", archive: "Archived" };

/** Pause, bring back, archive. Archiving asks first: it takes the checklist out of everybody's sight. */
export function TemplateMenu({ id, title, state }: { id: string; title: string; state: string }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  async function change(verb: Verb): Promise<string | undefined> {
    try {
      await callApi("POST", `/checklist-templates/${id}/${verb}`);
      toast({ title: SAID[verb], tone: "ok" });
      router.refresh();
      return undefined;
    } catch (error) {
      return error instanceof ApiProblem ? error.message : "That did not work. Try again.";
    }
  }
  async function act(verb: string) {
    if (verb === "archive") return setAsking(true);
    const problem = await change(verb as Verb);
    if (problem) toast({ title: problem, tone: "crit" });
  }
  const items = [
    ...(state === "active" ? [{ id: "pause", label: "Pause" }] : [{ id: "resume", label: "Bring it back" }]),
    ...(state === "archived" ? [] : [{ id: "archive", label: "Archive…", danger: true }]),
  ];
  return (
    <>
      <Menu label={`More for ${title}`} sections={[{ items }]} onAction={(verb) => void act(verb)} />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Archive ${title}?`}
        description="It comes round no more and leaves the list. Its runs stay, and it can be brought back."
        verb="Archive"
        keep="Keep it"
        onConfirm={() => change("archive")}
      />
    </>
  );
}

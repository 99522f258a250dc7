"use client";

import type { DialogName } from "#components/incidents/dialogs.tsx";
import { jumpsOf, type Move } from "#components/incidents/next-step.ts";
import { STEP } from "#components/incidents/words.ts";
import { LINKS } from "#components/shell/places.ts";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import type { IncidentView } from "#lib/incidents/hooks.ts";

export interface ActionsMenuProps {
  view: IncidentView;
  move: Move;
  open: (dialog: DialogName) => void;
  placement?: "bottom end" | "top end" | undefined;
}

/** Everything but the next step: jumps ahead, severity, edit, report, link, merge, reopen, cancel, declare. */
export function ActionsMenu({ view, move, open, placement = "bottom end" }: ActionsMenuProps) {
  const { abilities } = view.incident;
  const some = (items: Array<MenuItem | false>) => items.filter((item): item is MenuItem => item !== false);
  const jumps = jumpsOf(view.incident).map((step) => ({ id: `step:${step}`, label: STEP[step].verb }));
  const change = some([
    (abilities.raise || abilities.lower) && { id: "severity", label: "Change severity" },
    abilities.edit && { id: "edit", label: "Edit title, impact and more" },
    abilities.edit && { id: "report", label: "Write the report" },
    abilities.edit && { id: "link", label: "Add a link" },
  ]);
  const end = some([
    abilities.reopen && { id: "reopen", label: "Reopen" },
    abilities.merge && { id: "merge", label: "Merge into another" },
    abilities.cancel && { id: "cancel", label: "Cancel: declared in error", danger: true },
  ]);
  const sections = [
    { items: jumps },
    { items: change },
    { items: end },
    { items: [{ id: "declare", label: "Declare another incident", href: LINKS.declare }] },
  ].filter((section) => section.items.length > 0);
  function run(id: string) {
    const jump = jumpsOf(view.incident).find((step) => id === `step:${step}`);
    if (jump === "closed") open("close");
    else if (jump) move.go(jump);
    else if (id !== "declare") open(id as DialogName);
  }
  return <Menu label="More actions" sections={sections} onAction={run} placement={placement} />;
}

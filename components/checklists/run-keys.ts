import { type ChecklistItem, itemType } from "#lib/checklists/model.ts";
import { choicesOf, isTyped } from "./run-words.ts";
import type { RunScreenState } from "./use-run-screen.ts";

/** What is asked of a key press; React's and the browser's own have it. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "target" | "defaultPrevented" | "preventDefault"
>;

/** Where the key was pressed: it decides what the key means. */
function placeOf(target: HTMLElement): "panel" | "text" | "number" | "row" {
  if (target.closest("[data-under]")) return "panel";
  if (target instanceof HTMLInputElement && target.type === "text") {
    return target.inputMode === "decimal" ? "number" : "text";
  }
  return "row";
}

function moves(event: KeyPress, screen: RunScreenState): boolean {
  if (event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return false;
  screen.move(event.key === "ArrowDown" ? 1 : -1);
  return true;
}

function enters(screen: RunScreenState, item: ChecklistItem): boolean {
  if (isTyped(item)) {
    const before = screen.current;
    if (screen.view.drafts[item.key]?.text === undefined) screen.move(1);
    else if (!screen.commit(item, true)) return before !== null;
    return true;
  }
  if (itemType(item) === "done" && screen.answerOf(item.key).value === null && screen.canAnswer) {
    screen.give(item, true, true);
  } else screen.move(1);
  return true;
}

function spaces(screen: RunScreenState, item: ChecklistItem): boolean {
  if (itemType(item) === "done") {
    const done = screen.answerOf(item.key).value === true;
    screen.give(item, done ? null : true, !done);
    return true;
  }
  if (itemType(item) !== "status") return false;
  screen.give(item, "working", true);
  return true;
}

/** Y and N: yes and no, working and failing. */
function letters(key: string, screen: RunScreenState, item: ChecklistItem): boolean {
  if (key !== "y" && key !== "n") return false;
  const kind = itemType(item);
  if (kind !== "yesno" && kind !== "status") return false;
  const choice = choicesOf(item)?.[key === "y" ? 0 : 1];
  if (choice) screen.give(item, choice.value, true);
  return true;
}

function singles(event: KeyPress, screen: RunScreenState, item: ChecklistItem, typing: boolean): boolean {
  const key = event.key.toLowerCase();
  if (key === "n" && event.shiftKey) {
    screen.open(item.key, "note");
    return true;
  }
  if (!screen.canAnswer) return false;
  if (key === "a") {
    if (item.mayBeNa !== false) screen.open(item.key, "reason");
    return true;
  }
  if (typing) return false;
  if (event.key === " ") return spaces(screen, item);
  if (event.key === "Backspace" || event.key === "Delete") {
    if (screen.answerOf(item.key).item !== null || screen.answerOf(item.key).value !== null)
      screen.give(item, null);
    return true;
  }
  if (/^[0-9.,-]$/.test(event.key) && isTyped(item) && itemType(item) !== "text") {
    screen.edit(item.key, event.key);
    return true;
  }
  return letters(key, screen, item);
}

function acts(event: KeyPress, screen: RunScreenState, singleKeys: boolean): boolean {
  const place = placeOf(event.target as HTMLElement);
  const item = screen.items.find((one) => one.key === screen.current);
  if (event.key === "Escape") {
    if (!item) return false;
    screen.open(item.key, null);
    screen.store.draft(item.key, { text: undefined, expected: undefined });
    screen.stopEditing();
    screen.go(item.key);
    return true;
  }
  if (place === "panel" || event.ctrlKey || event.metaKey) return false;
  // A link goes where it leads and a button does what it says, whatever these keys mean in a row.
  const presses = event.key === "Enter" || event.key === " ";
  if (presses && (event.target as HTMLElement).closest("a, button:not(.rd)")) return false;
  if (moves(event, screen)) return true;
  if (!item) return false;
  if (event.key === "Enter") return enters(screen, item);
  // Space on a tick or a radio is the browser's own way to choose; it needs no single-key shortcut.
  if (event.key === " " && place === "row" && screen.canAnswer) return spaces(screen, item);
  if (!singleKeys || event.altKey || place === "text") return false;
  return singles(event, screen, item, place === "number");
}

/** The keyboard of a run: what it does not use goes on to the browser and the frame. */
export function runKeys(event: KeyPress, screen: RunScreenState, singleKeys: boolean): void {
  if (event.defaultPrevented || !acts(event, screen, singleKeys)) return;
  event.preventDefault();
}

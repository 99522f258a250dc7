"use client";

import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import MessageSquarePlus from "lucide-react/icons/message-square-plus";
import { useEffect, useRef, useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { ActionBar } from "#components/shell/page-head.tsx";
import { useSingleKeys } from "#components/shell/single-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { toast } from "#components/ui/toast.ts";
import { type ChecklistSection, flattenItems, itemType } from "#lib/checklists/model.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";
import { AmendBar } from "./amend-bar.tsx";
import { RunAside } from "./run-aside.tsx";
import { RunHead, SignButton } from "./run-head.tsx";
import { runKeys } from "./run-keys.ts";
import { RunRow } from "./run-row.tsx";
import { isTyped } from "./run-words.ts";
import { type RunScreenState, useRunScreen } from "./use-run-screen.ts";
import "./run.css";

/** A run, live: answered by keyboard, pointer or thumb; colleagues' answers appear as they are given. */
export function RunScreen({ run, me }: { run: RunDto; me: string }) {
  const screen = useRunScreen(run, me);
  const singleKeys = useSingleKeys();
  const [said, setSaid] = useState("");
  const signing = useRef(false);

  /** Twice in a row is once: the keys do not know the button's state. */
  async function signOnce() {
    if (signing.current) return;
    signing.current = true;
    await sign().finally(() => {
      signing.current = false;
    });
  }

  async function sign() {
    const gap = screen.gaps[0];
    const { abilities, id } = screen.view.run;
    if (abilities.complete.may && gap) {
      setSaid(`${screen.gaps.length} left before it can be signed.`);
      screen.go(gap.key, gap.gap === "note" ? "note" : gap.gap === "reason" ? "reason" : undefined);
      return;
    }
    if (!abilities.complete.may && !abilities.signOff.may) return;
    const verb = abilities.complete.may ? "complete" : "sign-off";
    // Who signs right after the last answer does not have to wait for it first.
    await screen.store.settled();
    try {
      screen.store.receive(await callApi<RunDto>("POST", `/checklist-runs/${id}/${verb}`));
      toast({ title: verb === "complete" ? "Signed and finished" : "Signed off", tone: "ok" });
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      toast({ title: problem?.message ?? "It could not be signed.", tone: "crit" });
      const at = problem?.errors[0]?.path.replace(/^items\./, "");
      if (at) screen.go(at);
      await screen.store.reload();
    }
  }

  // Before anything in the page has the focus, the keys are the sheet's all the same.
  const onPage = useRef<(event: KeyboardEvent) => void>(() => undefined);
  onPage.current = (event) => {
    if (event.target !== document.body || event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void signOnce();
    else runKeys(event, screen, singleKeys);
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onPage.current(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the rows inside, wherever the focus is
    <div
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void signOnce();
        } else runKeys(event, screen, singleKeys);
      }}
    >
      <RunHead screen={screen} onSign={signOnce} />
      <p className="vh" role="status">
        {said}
      </p>
      <div className="runcols">
        <Sheet screen={screen} singleKeys={singleKeys} />
        <RunAside screen={screen} />
      </div>
      <AmendBar screen={screen} />
      <PhoneBar screen={screen} onSign={signOnce} />
    </div>
  );
}

function Sheet({ screen, singleKeys }: { screen: RunScreenState; singleKeys: boolean }) {
  const { sections } = screen.view.run;
  return (
    <div className="panel">
      {sections.map((section, index) => (
        <Section key={section.key ?? `${index}-${section.title}`} section={section} screen={screen} />
      ))}
      <footer className="keys desk noprint">
        <span>
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> move
        </span>
        <span>
          <Kbd>Space</Kbd> done or working
        </span>
        {singleKeys ? (
          <>
            <span>
              <Kbd>Y</Kbd>
              <Kbd>N</Kbd> answer
            </span>
            <span>
              <Kbd>0–9</Kbd> reading
            </span>
            <span>
              <Kbd>⇧N</Kbd> note
            </span>
            <span>
              <Kbd>A</Kbd> not applicable
            </span>
          </>
        ) : (
          <span>Single-key shortcuts are off</span>
        )}
        <span>
          <Kbd>↵</Kbd> record and next
        </span>
        <span>
          <Kbd>Ctrl ↵</Kbd> sign
        </span>
      </footer>
    </div>
  );
}

function Section({ section, screen }: { section: ChecklistSection; screen: RunScreenState }) {
  return (
    <section className="sec" aria-label={section.title}>
      <h2>
        {section.title}
        {section.dueMinutes ? <span className="t3"> within {section.dueMinutes} min</span> : null}
      </h2>
      <ul>
        {flattenItems([section]).map((placed) =>
          placed.isGroup ? (
            <li className="it grp" key={placed.item.key}>
              <span className="ix" />
              <span />
              <span className="tx">{placed.item.text}</span>
            </li>
          ) : (
            <RunRow
              key={placed.item.key}
              item={placed.item}
              depth={placed.depth}
              number={screen.items.findIndex((item) => item.key === placed.item.key) + 1}
              screen={screen}
            />
          ),
        )}
      </ul>
    </section>
  );
}

/** The phone's bar: back, on, note, and the one step for the item one is at. */
function PhoneBar({ screen, onSign }: { screen: RunScreenState; onSign: () => Promise<void> }) {
  const item = screen.items.find((one) => one.key === screen.current);
  const { abilities } = screen.view.run;
  if (screen.view.amending || (!screen.canAnswer && !abilities.signOff.may)) return null;
  const finished = screen.gaps.length === 0 || !screen.canAnswer;
  const record = () => {
    if (!item) return screen.move(1);
    const open = screen.answerOf(item.key).value === null;
    if (itemType(item) === "done" && open) screen.give(item, true, true);
    else if (!isTyped(item) || !screen.commit(item, true)) screen.move(1);
  };
  return (
    <ActionBar>
      <Button iconOnly icon={<ChevronUp />} label="Previous item" onClick={() => screen.move(-1)} />
      <Button iconOnly icon={<ChevronDown />} label="Next item" onClick={() => screen.move(1)} />
      <Button
        iconOnly
        icon={<MessageSquarePlus />}
        label="Note"
        disabled={!item || !screen.canAnswer}
        onClick={() => item && screen.open(item.key, "note")}
      />
      {finished ? (
        <SignButton screen={screen} onSign={onSign} />
      ) : (
        <Button variant="primary" onClick={record}>
          Record and next
        </Button>
      )}
    </ActionBar>
  );
}

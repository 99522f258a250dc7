"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ImportPanelProps } from "#components/oncall/import-panel.tsx";
import { shortSpanWords } from "#components/oncall/words.ts";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ImportDto } from "#lib/oncall/schema/imports.ts";
import { plural } from "#lib/platform/format.ts";

const MOST = 1_000_000;
const LISTED = 8;
const LEFT_OUT = "-";
const sentenceOf = (error: unknown) =>
  error instanceof ApiProblem
    ? (error.errors[0]?.message ?? error.detail)
    : "The portal did not answer. Nothing was imported.";

type Said = Record<string, string>;

/** Who is meant, as the API takes it: what nobody has answered is left for it to tell. */
const meant = (said: Said) =>
  Object.fromEntries(
    Object.entries(said).flatMap(([who, id]) => (id === "" ? [] : [[who, id === LEFT_OUT ? null : id]])),
  );

function useImport(scheduleId: string) {
  const [ics, setIcs] = useState<string | null>(null);
  const [found, setFound] = useState<ImportDto | null>(null);
  const [said, setSaid] = useState<Said>({});
  const [leaveOut, setLeaveOut] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(text: string, people: Said, dryRun: boolean): Promise<ImportDto | null> {
    setBusy(true);
    setFailed(null);
    try {
      const body = { ics: text, dryRun, people: meant(people), leaveOut };
      return await callApi<ImportDto>("POST", `/schedules/${scheduleId}/import`, body);
    } catch (error) {
      setFailed(sentenceOf(error));
      return null;
    } finally {
      setBusy(false);
    }
  }
  async function look(text: string, people: Said): Promise<void> {
    setSaid(people);
    setFound(await send(text, people, true));
  }
  return {
    ics,
    found,
    said,
    leaveOut,
    failed,
    busy,
    setLeaveOut,
    choose: async (file: File | undefined) => {
      setFound(null);
      setIcs(null);
      if (!file) return;
      if (file.size > MOST) return setFailed("The file may have at most 1 MB.");
      const text = await file.text();
      setIcs(text);
      await look(text, {});
    },
    mean: (who: string, id: string) => (ics === null ? undefined : look(ics, { ...said, [who]: id })),
    make: () => (ics === null ? Promise.resolve(null) : send(ics, said, false)),
  };
}

/** What a calendar file would make is shown first, then all of it is made at once, or nothing. */
export function ImportDialog({
  scheduleId,
  candidates,
  zone,
  onClose,
}: ImportPanelProps & { onClose: () => void }) {
  const router = useRouter();
  const state = useImport(scheduleId);
  const { found, busy, failed } = state;
  const open = found?.people.filter((one) => one.user === null && !one.leftOut) ?? [];
  const odd = (found?.overlaps.length ?? 0) + (found?.problems.length ?? 0);
  const ready = found !== null && found.count > 0 && open.length === 0 && (odd === 0 || state.leaveOut);

  async function make() {
    const made = await state.make();
    if (!made) return;
    toast({ title: `${plural(made.count, "shift")} imported`, tone: "ok" });
    router.refresh();
    onClose();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Import a calendar"
      description="Each event of the next twelve months becomes an override of this schedule. Nothing is made before you have seen it."
      locked={busy}
      width={620}
      footer={
        <>
          <Button variant="quiet" onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button
            variant="primary"
            busy={busy}
            busyLabel={found ? "Importing" : "Reading"}
            disabled={!ready}
            onClick={make}
          >
            {found ? `Import ${plural(found.count, "shift")}` : "Import"}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <TextInput
          label="Calendar file"
          hint="iCalendar (.ics), at most 1 MB. Whole days and times without a zone go by the schedule's zone."
          type="file"
          accept=".ics,text/calendar"
          onChange={(event) => void state.choose(event.currentTarget.files?.[0])}
        />
        <div role="alert" className="field empty:hidden">
          <FieldError>{failed ?? undefined}</FieldError>
        </div>
        {found ? (
          <Found
            found={found}
            said={state.said}
            candidates={candidates}
            zone={zone}
            onMean={(who, id) => void state.mean(who, id)}
          />
        ) : null}
        {odd > 0 ? (
          <Checkbox
            label="Leave out what overlaps or cannot be read"
            checked={state.leaveOut}
            onChange={(event) => state.setLeaveOut(event.currentTarget.checked)}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

type FoundProps = {
  found: ImportDto;
  said: Said;
  candidates: ImportPanelProps["candidates"];
  zone: string;
  onMean: (who: string, id: string) => void;
};

type Named = ImportDto["people"][number];
const byUnknown = (one: Named, other: Named) => Number(one.user !== null) - Number(other.user !== null);

/** What a dry run has found: how much, whom, and what is in the way. */
function Found({ found, said, candidates, zone, onMean }: FoundProps) {
  const facts = [
    `${plural(found.count, "shift")} would be made`,
    found.past > 0 ? `${found.past} lie in the past and stay as they were` : "",
    found.nobody > 0 ? `${found.nobody} say that nobody is on call and are left out` : "",
  ].filter(Boolean);
  return (
    <>
      <p role="status">{facts.join("; ")}.</p>
      <fieldset className="grid gap-2">
        <legend className="lab">Who is meant</legend>
        {[...found.people].sort(byUnknown).map((one) => (
          <Select
            key={one.who}
            label={`${one.who || "Without a name"} (${plural(one.count, "event")})`}
            value={said[one.who] ?? one.user?.id ?? ""}
            options={[
              { value: "", label: "Choose somebody" },
              ...candidates.map(({ id, name }) => ({ value: id, label: name })),
              { value: LEFT_OUT, label: "Leave out" },
            ]}
            onChange={(event) => onMean(one.who, event.currentTarget.value)}
          />
        ))}
      </fieldset>
      <Some
        title="Overlaps"
        lines={found.overlaps.map(
          (one) =>
            `${one.who}, ${shortSpanWords(one.from, one.to, zone)}: ${one.with.inCalendar ? "the calendar itself has" : "there is an override of"} ${one.with.name}, ${shortSpanWords(one.with.from, one.with.to, zone)}`,
        )}
      />
      <Some title="Cannot be read" lines={found.problems.map((one) => `${one.what}: ${one.because}`)} />
    </>
  );
}

function Some({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className="grid gap-1">
      <h3 className="m">
        {title} <span className="t3 num">{lines.length}</span>
      </h3>
      <ul className="grid gap-1 xs t2">
        {[...new Set(lines)].slice(0, LISTED).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > LISTED ? <li className="t3">and {lines.length - LISTED} more</li> : null}
      </ul>
    </section>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useMemo, useState } from "react";
import { type Sending, useSend } from "#components/auth/use-send.ts";
import type { Pick } from "#components/oncall/pick.ts";
import { replacesWords } from "#components/oncall/replaces.ts";
import { momentProblem, spanWords } from "#components/oncall/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { toast } from "#components/ui/toast.ts";
import { fromWall, toWall, zoneWords } from "#components/ui/wall-time.ts";
import { refreshOncall, useOncallNews, useSchedule, useShifts } from "#lib/oncall/hooks.ts";
import type { OverrideDto } from "#lib/oncall/schema/overrides.ts";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";

const NOBODY = "nobody";
const FIELDS = ["userId", "from", "to", "reason", "version"];

export type OverrideFormProps = {
  pick: Pick;
  /** The schedules one may override, to choose from; one only: no choice is shown. */
  schedules: ReadonlyArray<{ id: string; label: string; zone: string }>;
  onSchedule: (scheduleId: string) => void;
  /** Said when it was saved or removed. */
  onDone: () => void;
  /** The first field, so that whoever opened the form can lead to it. */
  first: RefObject<HTMLSelectElement | null>;
};

/** Puts somebody on call for a span, above all rules; changes or takes back what stands. */
export function OverrideForm(props: OverrideFormProps) {
  const { pick, schedules, onSchedule } = props;
  useOncallNews();
  const details = useSchedule(pick.scheduleId);
  const override = details.data?.overrides.find((one) => one.id === pick.overrideId) ?? null;
  const waits = pick.overrideId !== null && !details.data && !details.failed;
  return (
    <div className="grid gap-3">
      {schedules.length > 1 && pick.overrideId === null ? (
        <Select
          label="Schedule"
          value={pick.scheduleId}
          onChange={(event) => onSchedule(event.target.value)}
          options={schedules.map((one) => ({ value: one.id, label: one.label }))}
        />
      ) : null}
      <Fields key={waits ? "waits" : pick.key} {...props} details={details.data} override={override} />
      {details.failed ? (
        <p className="xs crit" role="alert">
          The people of this schedule could not be loaded.{" "}
          <button type="button" className="link" onClick={refreshOncall}>
            Try again
          </button>
        </p>
      ) : null}
    </div>
  );
}

type FieldsProps = OverrideFormProps & { details: ScheduleDto | undefined; override: OverrideDto | null };

function Fields({ pick, schedules, onDone, first, details, override }: FieldsProps) {
  const zone = schedules.find((one) => one.id === pick.scheduleId)?.zone ?? details?.zone ?? "UTC";
  const [who, setWho] = useState(override ? (override.user?.id ?? NOBODY) : "");
  const [from, setFrom] = useState(pick.from ? toWall(override?.from ?? pick.from, zone) : "");
  const [to, setTo] = useState(pick.to ? toWall(override?.to ?? pick.to, zone) : "");
  const [reason, setReason] = useState(override?.reason ?? "");
  const sending = useSend();
  const router = useRouter();
  const span = useMemo(() => spanOf(from, to, zone), [from, to, zone]);
  const shifts = useShifts(override ? null : pick.scheduleId, span);

  async function write(words: string, work: (key: string) => Promise<unknown>) {
    const done = await sending.send(async (key) => ({ answer: await work(key) }));
    refreshOncall();
    router.refresh();
    if (!done) return;
    toast({ title: words, tone: "ok" });
    onDone();
  }
  const path = `/schedules/${pick.scheduleId}/overrides`;
  const body = {
    userId: who === NOBODY ? null : who,
    from: fromWall(from, zone) ?? from,
    to: fromWall(to, zone) ?? to,
    reason,
  };
  const save = () =>
    write(override ? "The override is changed" : "The override is saved", (idempotencyKey) =>
      override
        ? callApi(
            "PATCH",
            `${path}/${override.id}`,
            { ...body, version: override.version },
            { idempotencyKey },
          )
        : callApi("POST", path, body, { idempotencyKey }),
    );
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending.busy) void save();
      }}
    >
      <Select
        ref={first}
        label="Who covers"
        value={who}
        onChange={(event) => setWho(event.target.value)}
        placeholder={details ? "Choose a person" : "Loading people"}
        error={sending.at("userId") ?? (sending.problem && who === "" ? "Choose who covers." : undefined)}
        options={[
          ...(details?.candidates ?? []).map((one) => ({ value: one.id, label: one.name })),
          { value: NOBODY, label: "Nobody (pages ring the lead)" },
        ]}
      />
      <div className="span-fields">
        <TextInput
          label="From"
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          error={momentProblem(sending.at("from"))}
        />
        <TextInput
          label="To"
          type="datetime-local"
          value={to}
          onChange={(event) => setTo(event.target.value)}
          error={momentProblem(sending.at("to"))}
        />
      </div>
      <TextInput
        label="Reason"
        note="optional"
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        error={sending.at("reason")}
      />
      <p className="xs t2 min-h-9" aria-live="polite">
        {effect({ who, span, shifts, override, people: details?.candidates ?? [] })}{" "}
        <span className="t3">{zoneWords(zone)}.</span>
      </p>
      <Refused sending={sending} override={override} zone={zone} />
      <div className="row">
        <Button type="submit" className="grow" busy={sending.busy} busyLabel="Saving">
          Save override
        </Button>
        {override ? (
          <Button
            variant="quiet"
            className="crit"
            disabled={sending.busy}
            onClick={() =>
              void write("The override is taken back", (idempotencyKey) =>
                callApi("POST", `${path}/${override.id}/cancel`, {}, { idempotencyKey }),
              )
            }
          >
            Remove
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function spanOf(from: string, to: string, zone: string): { from: string; to: string } | null {
  const [a, b] = [fromWall(from, zone), fromWall(to, zone)];
  return a && b && a < b ? { from: a, to: b } : null;
}

type Effect = {
  who: string;
  span: { from: string; to: string } | null;
  shifts: Parameters<typeof replacesWords>[2] | undefined;
  override: OverrideDto | null;
  people: ScheduleDto["candidates"];
};

/** What saving would do, as far as it is known. */
function effect({ who, span, shifts, override, people }: Effect): string {
  if (!span) return "";
  const name = people.find((one) => one.id === who)?.name;
  if (override) return name ? `${name} covers. Whoever it concerns is told of a change.` : "";
  if (!shifts) return "";
  return replacesWords(who === "" ? undefined : who === NOBODY ? null : who, span, shifts);
}

/** Why it was not saved, and what is true now where somebody was faster or another override is in the way. */
function Refused({
  sending,
  override,
  zone,
}: {
  sending: Sending;
  override: OverrideDto | null;
  zone: string;
}) {
  const code = sending.problem?.code;
  const rival = code === "conflict" ? rivalOf(sending.problem?.current) : null;
  if (rival && rival.id !== override?.id)
    return (
      <div role="alert" className="field">
        <FieldError>
          {rival.user?.name ?? "Nobody"} is put on call for part of this time already:{" "}
          {spanWords(rival.from, rival.to, zone)}. Change that override, or choose another time.
        </FieldError>
      </div>
    );
  return (
    <div role="alert" className="field empty:hidden">
      <FieldError>{sending.rest(...FIELDS)}</FieldError>
      {code === "stale" && override ? (
        <p className="xs t2">
          Now: {override.user?.name ?? "Nobody"}, {spanWords(override.from, override.to, zone)}. What you
          typed is kept; save again to put it in place.
        </p>
      ) : null}
    </div>
  );
}

/** The override that stands in the way, where the refusal carries one. */
function rivalOf(current: unknown): OverrideDto | null {
  const given = current as Partial<OverrideDto> | null | undefined;
  return given?.id && given.from && given.to ? (given as OverrideDto) : null;
}

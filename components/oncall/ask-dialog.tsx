"use client";

import { useState } from "react";
import { FormDialog } from "#components/auth/form-dialog.tsx";
import { momentProblem, shiftWords, spanWords } from "#components/oncall/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Segmented } from "#components/ui/choices.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import { fromWall, toWall, zoneWords } from "#components/ui/wall-time.ts";
import { refreshOncall, useOncallNews, useSchedule, useShifts } from "#lib/oncall/hooks.ts";
import type { ShiftDto } from "#lib/oncall/schema/on-call.ts";

/** So far ahead a shift can be taken in return, in days. */
const RETURN_DAYS = 90;

export type AskDialogProps = {
  open: boolean;
  onClose: () => void;
  shift: Pick<ShiftDto, "scheduleId" | "user" | "from" | "to" | "source">;
  zone: string;
};

/** Asks for somebody to cover a shift, or a part of it, or to swap it for one of theirs. */
export function AskDialog({ open, onClose, shift, zone }: AskDialogProps) {
  const [kind, setKind] = useState("cover");
  const [toUserId, setToUser] = useState("");
  const now = useNow();
  const begins =
    Date.parse(shift.from) < now ? new Date(Math.ceil(now / 60_000) * 60_000).toISOString() : shift.from;
  useOncallNews();
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Ask for a cover"
      description={shiftWords(shift, zone)}
      verb="Ask"
      busyLabel="Asking"
      done={toUserId ? "They are asked" : "The team is asked"}
      fields={["from", "to", "toUserId", "returns", "returns.from", "returns.to", "reason", "userId"]}
      onSend={async ({ text, idempotencyKey }) => {
        const [from = "", to = ""] = (text.returns ?? "").split(" ");
        await callApi(
          "POST",
          `/schedules/${shift.scheduleId}/swaps`,
          {
            from: fromWall(text.from ?? "", zone) ?? text.from,
            to: fromWall(text.to ?? "", zone) ?? text.to,
            ...(shift.user ? { userId: shift.user.id } : {}),
            ...(toUserId ? { toUserId } : {}),
            ...(kind === "swap" && from ? { returns: { from, to } } : {}),
            reason: text.reason ?? "",
          },
          { idempotencyKey },
        );
        refreshOncall();
      }}
    >
      {(at) => (
        <>
          <span className="justify-self-start">
            <Segmented
              legend="Kind"
              name="kind"
              value={kind}
              onChange={setKind}
              options={[
                { value: "cover", label: "Cover" },
                { value: "swap", label: "Swap" },
              ]}
            />
          </span>
          <div className="span-fields">
            <TextInput
              label="From"
              name="from"
              type="datetime-local"
              defaultValue={toWall(begins, zone)}
              error={momentProblem(at("from"))}
            />
            <TextInput
              label="To"
              name="to"
              type="datetime-local"
              defaultValue={toWall(shift.to, zone)}
              error={momentProblem(at("to"))}
              hint={zoneWords(zone)}
            />
          </div>
          <Whom {...{ shift, kind, zone, toUserId, setToUser, at }} />
          <TextInput label="Reason" note="optional" name="reason" maxLength={500} error={at("reason")} />
        </>
      )}
    </FormDialog>
  );
}

type WhomProps = {
  shift: AskDialogProps["shift"];
  kind: string;
  zone: string;
  toUserId: string;
  setToUser: (userId: string) => void;
  at: (path: string) => string | undefined;
};

/** Whom it asks; for a swap also which of their shifts comes back. */
function Whom({ shift, kind, zone, toUserId, setToUser, at }: WhomProps) {
  const details = useSchedule(shift.scheduleId);
  const now = useNow();
  const hour = Math.floor(now / 3_600_000) * 3_600_000;
  const ahead = {
    from: new Date(hour).toISOString(),
    to: new Date(hour + RETURN_DAYS * 86_400_000).toISOString(),
  };
  const shifts = useShifts(kind === "swap" ? shift.scheduleId : null, ahead);
  const theirs = (shifts ?? []).filter(
    (one) => one.user?.id === toUserId && toUserId !== "" && Date.parse(one.from) > now,
  );
  return (
    <>
      <Select
        label="Whom"
        value={toUserId}
        onChange={(event) => setToUser(event.target.value)}
        placeholder={kind === "swap" ? "Choose a colleague" : "Anybody of the team"}
        options={(details.data?.candidates ?? [])
          .filter((one) => one.id !== shift.user?.id)
          .map((one) => ({ value: one.id, label: one.name }))}
        error={at("toUserId")}
      />
      {kind === "swap" ? (
        <Select
          label="In return"
          name="returns"
          placeholder={toUserId ? "Choose one of their shifts" : "Choose a colleague first"}
          options={theirs.map((one) => ({
            value: `${one.from} ${one.to}`,
            label: spanWords(one.from, one.to, zone),
          }))}
          error={at("returns") ?? at("returns.from") ?? at("returns.to")}
        />
      ) : null}
    </>
  );
}

"use client";

import { useState } from "react";
import { FormDialog } from "#components/auth/form-dialog.tsx";
import { shortSpanWords } from "#components/oncall/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { RadioGroup } from "#components/ui/choices.tsx";
import { TextArea } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { MyShiftDto } from "#lib/oncall/schema/on-call.ts";

const SLEEP = ["1, hardly any", "2, bad", "3, broken", "4, good", "5, as always"];
const LOAD = ["1, quiet", "2, easy", "3, as it should be", "4, a lot", "5, too much"];
const options = (words: readonly string[]) =>
  words.map((label, index) => ({ value: String(index + 1), label }));

/** Asks how shifts were that have just ended; nothing while there are none. */
export function SurveyAsk({ shifts, zone }: { shifts: readonly MyShiftDto[]; zone: string }) {
  const [asked, setAsked] = useState<MyShiftDto | null>(null);
  if (shifts.length === 0) return null;
  return (
    <Panel title="How was your shift?" count={shifts.length}>
      <ul>
        {shifts.map((shift) => (
          <li className="li two ask" key={shift.id}>
            <span className="min-w-0">
              <span className="m">{shift.schedule.name}</span>
              <span className="block xs t2 num">{shortSpanWords(shift.from, shift.to, zone)}</span>
            </span>
            <Button
              size="sm"
              variant="soft"
              aria-haspopup="dialog"
              aria-label={`Say how it was: ${shift.schedule.name}, ${shortSpanWords(shift.from, shift.to, zone)}`}
              onClick={() => setAsked(shift)}
            >
              Say how it was
            </Button>
          </li>
        ))}
      </ul>
      {asked ? <SurveyForm shift={asked} zone={zone} onClose={() => setAsked(null)} /> : null}
    </Panel>
  );
}

type SurveyFormProps = { shift: MyShiftDto; zone: string; onClose: () => void };

/** Three short questions about one shift. */
export function SurveyForm({ shift, zone, onClose }: SurveyFormProps) {
  return (
    <FormDialog
      open
      onClose={onClose}
      title="How was your shift?"
      description={`${shift.schedule.name}, ${shortSpanWords(shift.from, shift.to, zone)}. You and the leads of the team read it; nobody else does.`}
      verb="Send"
      busyLabel="Sending"
      done="Thank you"
      fields={["sleep", "load", "words"]}
      onSend={({ text, idempotencyKey }) => {
        const grade = (given: string | undefined) => (given ? Number(given) : undefined);
        const body = { sleep: grade(text.sleep), load: grade(text.load), words: text.words ?? "" };
        return callApi("POST", `/shifts/${shift.id}/survey`, body, { idempotencyKey });
      }}
    >
      {(at) => (
        <>
          <RadioGroup legend="How did you sleep?" name="sleep" options={options(SLEEP)} error={at("sleep")} />
          <RadioGroup legend="How much was it?" name="load" options={options(LOAD)} error={at("load")} />
          <TextArea
            label="Anything to add"
            note="optional"
            name="words"
            maxLength={500}
            rows={3}
            error={at("words")}
          />
        </>
      )}
    </FormDialog>
  );
}

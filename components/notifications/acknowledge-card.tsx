"use client";

import BellOff from "lucide-react/icons/bell-off";
import { useState } from "react";
import { AuthFrame } from "#components/auth/frame.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import { Verdict } from "./verdict.tsx";

export interface LinkedFacts {
  state: string;
  number: string | null;
  severity: "P0" | "P1" | "P2" | "P3" | "P4" | null;
  title: string | null;
}

type Done = { number: string; joined: boolean };

/** Number, severity and title of one incident, and the button that acknowledges it; says only what the server answered. */
export function AcknowledgeCard({ right, incident }: { right: string; incident: LinkedFacts }) {
  const sending = useSend();
  const [done, setDone] = useState<Done | null>(null);

  async function acknowledge() {
    const answer = await sending.send((idempotencyKey) =>
      callApi<Done>("POST", "/acknowledge", { right }, { idempotencyKey }),
    );
    if (answer) setDone(answer);
  }

  const over = incident.state === "over";
  const head = done
    ? done.joined
      ? "A colleague was first"
      : "You have it"
    : over
      ? "It was acknowledged already"
      : "You are being paged";
  return (
    <AuthFrame title={head} foot={<>No sign-in is needed for this one step.</>}>
      <div className="grid gap-1.5">
        <p className="row gap-2">
          {incident.severity ? <SeverityMark level={incident.severity} large /> : null}
          <span className="mono b">{incident.number}</span>
        </p>
        {incident.title ? <p className="wrap-anywhere text-[17px] font-semibold">{incident.title}</p> : null}
      </div>
      <div aria-live="polite" className="grid gap-3">
        {done ? (
          <Verdict state="ok">
            {done.joined ? "You have joined as a responder." : "Acknowledged. Nobody else is paged."}
          </Verdict>
        ) : (
          <Button
            variant="primary"
            block
            className="min-h-14 text-[17px]"
            icon={<BellOff />}
            busy={sending.busy}
            busyLabel="Acknowledging"
            onClick={() => void acknowledge()}
          >
            {over ? "Join as a responder" : "Acknowledge"}
          </Button>
        )}
        <div role="alert" className="field empty:hidden">
          <FieldError>{sending.rest()}</FieldError>
        </div>
        <LinkButton href="/incidents" variant={done ? "primary" : "quiet"} block>
          Open the portal
        </LinkButton>
      </div>
    </AuthFrame>
  );
}

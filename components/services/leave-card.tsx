"use client";

import BellOff from "lucide-react/icons/bell-off";
import { useState } from "react";
import { AuthFrame } from "#components/auth/frame.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";

/** One button that ends the updates of a service; says only what the server answered. */
export function LeaveCard({ leave, service, left }: { leave: string; service: string; left: boolean }) {
  const sending = useSend();
  const [done, setDone] = useState(left);

  async function stop() {
    const answer = await sending.send((idempotencyKey) =>
      callApi("POST", "/stakeholders/leave", { leave }, { idempotencyKey }),
    );
    if (answer) setDone(true);
  }

  return (
    <AuthFrame
      title={done ? "No more updates" : "Stop these updates?"}
      say={done ? undefined : `You receive the updates about ${service} by mail.`}
    >
      <div aria-live="polite" className="grid gap-3">
        {done ? (
          <StateWord state="ok">You will not be mailed about {service} any more.</StateWord>
        ) : (
          <Button
            variant="primary"
            block
            icon={<BellOff />}
            busy={sending.busy}
            busyLabel="Stopping"
            onClick={() => void stop()}
          >
            Stop the updates
          </Button>
        )}
        <div role="alert" className="field empty:hidden">
          <FieldError>{sending.rest()}</FieldError>
        </div>
      </div>
    </AuthFrame>
  );
}

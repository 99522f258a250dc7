"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSend } from "#components/auth/use-send.ts";
import {
  aboutWords,
  askWords,
  SWAP_VERBS,
  type SwapVerb,
  stateWords,
} from "#components/oncall/swap-words.ts";
import { spanWords } from "#components/oncall/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SwapDto } from "#lib/oncall/schema/swaps.ts";

export type AnswerProps = { swap: SwapDto; zone: string; me: string };

/** A request and what one may answer; what the server says is shown, never what was pressed. */
export function AnswerDialog({ swap, zone, me, onClose }: AnswerProps & { onClose: () => void }) {
  const [verb, setVerb] = useState<SwapVerb | null>(null);
  const sending = useSend();
  const router = useRouter();

  async function answer(chosen: (typeof SWAP_VERBS)[number]) {
    setVerb(chosen.verb);
    const done = await sending.send((idempotencyKey) =>
      callApi<SwapDto>("POST", `/swaps/${swap.id}/${chosen.verb}`, {}, { idempotencyKey }),
    );
    setVerb(null);
    router.refresh();
    if (!done) return;
    toast({ title: chosen.done, detail: stateWords(done), tone: "ok" });
    onClose();
  }
  const verbs = SWAP_VERBS.filter((one) => swap.abilities[one.verb]);
  return (
    <Dialog
      open
      onClose={onClose}
      locked={sending.busy}
      title={swap.user.id === me ? `Your request: ${swap.kind}` : askWords(swap)}
      description={`${swap.schedule.name}: ${aboutWords(swap, zone)}.`}
      footer={
        <>
          <Button variant="quiet" onClick={onClose} disabled={sending.busy}>
            Close
          </Button>
          {[...verbs].reverse().map((one) => (
            <Button
              key={one.verb}
              variant={one === verbs[0] && one.verb !== "withdraw" ? "primary" : "outline"}
              busy={sending.busy && verb === one.verb}
              busyLabel={one.label}
              disabled={sending.busy && verb !== one.verb}
              onClick={() => void answer(one)}
            >
              {one.label}
            </Button>
          ))}
        </>
      }
    >
      <p>{stateWords(swap)}</p>
      {swap.returns ? (
        <p className="t2">In return: {spanWords(swap.returns.from, swap.returns.to, zone)}.</p>
      ) : null}
      {swap.reason ? <p className="note">{swap.reason}</p> : null}
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest()}</FieldError>
      </div>
    </Dialog>
  );
}

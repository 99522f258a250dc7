"use client";

import { useState } from "react";
import type { AnswerProps } from "#components/oncall/answer-dialog.tsx";
import { aboutWords, askWords } from "#components/oncall/swap-words.ts";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";

const AnswerDialog = onDemand(async () => (await import("./answer-dialog.tsx")).AnswerDialog);

/** Opens a request with what one may answer. */
export function AnswerSwap({ label = "Answer", ...request }: AnswerProps & { label?: string | undefined }) {
  const [open, setOpen] = useState(false);
  const { swap, zone } = request;
  return (
    <>
      <Button
        variant="soft"
        size="sm"
        aria-haspopup="dialog"
        aria-label={`${label}: ${askWords(swap)}, ${aboutWords(swap, zone)}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {open ? <AnswerDialog {...request} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

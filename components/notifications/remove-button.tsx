"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";

type Props = {
  name: string;
  description: string;
  call: { method: "DELETE" | "POST"; path: string };
};

/** Takes something away after one question. */
export function RemoveButton({ name, description, call }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        aria-label={`Remove ${name}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Remove
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Remove ${name}?`}
        description={description}
        verb="Remove"
        tone="destroy"
        onConfirm={async () => {
          try {
            await callApi(call.method, call.path);
            router.refresh();
            return undefined;
          } catch (error) {
            return error instanceof ApiProblem ? error.message : "The server did not answer.";
          }
        }}
      />
    </>
  );
}

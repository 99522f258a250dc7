"use client";

import Play from "lucide-react/icons/play";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, callApi, newKey } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

export interface StartRunProps {
  templateId: string;
  title: string;
  primary?: boolean | undefined;
}

/** Starts a run now and leads to it. One press is one run, however often it is sent. */
export function StartRunButton({ templateId, title, primary }: StartRunProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);
  async function start() {
    setBusy(true);
    try {
      const run = await callApi<{ id: string }>(
        "POST",
        "/checklist-runs",
        { templateId },
        { idempotencyKey: key },
      );
      router.push(`/checklists/runs/${run.id}`);
      setKey(newKey());
    } catch (error) {
      toast({
        title: error instanceof ApiProblem ? error.message : "The run could not be started.",
        tone: "crit",
      });
      setBusy(false);
    }
  }
  return (
    <Button
      size={primary ? "md" : "sm"}
      variant={primary ? "primary" : "soft"}
      icon={<Play />}
      aria-label={`Start now: ${title}`}
      busy={busy}
      busyLabel="Starting"
      onClick={() => void start()}
    >
      Start now
    </Button>
  );
}

"use client";

import Paperclip from "lucide-react/icons/paperclip";
import { type ClipboardEvent, type ReactNode, useRef, useState } from "react";
import { newKey } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { FILE_TYPES, MAX_FILE } from "#lib/incidents/model/file-kind.ts";

/** Sends one file as it is. @returns the sentence of a refusal */
async function send(incidentId: string, file: File): Promise<string | undefined> {
  if (file.size > MAX_FILE) return "A file may have at most 5 MB.";
  const name = encodeURIComponent(file.name.slice(-200) || "picture");
  try {
    const answer = await fetch(`/api/v1/incidents/${incidentId}/files?name=${name}`, {
      method: "POST",
      body: file,
      headers: { "content-type": "application/octet-stream", "idempotency-key": newKey() },
      credentials: "same-origin",
    });
    if (answer.ok) return undefined;
    const problem = (await answer.json().catch(() => null)) as { detail?: string } | null;
    return problem?.detail ?? "The server did not take it.";
  } catch {
    return "The server did not answer. Attach it again.";
  }
}

export interface AttachArea {
  /** Goes around the composer: pictures pasted into it are sent. */
  onPaste: (event: ClipboardEvent) => void;
  button: ReactNode;
}

/** Pictures pasted into the composer, or files chosen by a button, become entries of the timeline. */
export function useAttach(incidentId: string, onDone: () => void): AttachArea {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  async function attach(files: File[]) {
    if (files.length === 0) return;
    setBusy(true);
    for (const file of files) {
      const problem = await send(incidentId, file);
      if (problem)
        toast({ title: `${file.name || "The picture"} was not attached`, detail: problem, tone: "crit" });
    }
    setBusy(false);
    onDone();
  }
  return {
    onPaste: (event) => {
      const files = [...event.clipboardData.files];
      if (files.length === 0) return;
      event.preventDefault();
      void attach(files);
    },
    button: (
      <>
        <Button
          size="sm"
          variant="quiet"
          icon={<Paperclip />}
          busy={busy}
          busyLabel="Attaching"
          onClick={() => input.current?.click()}
        >
          Attach
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Attach files"
          accept={FILE_TYPES.join(",")}
          onChange={(event) => {
            void attach([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </>
    ),
  };
}

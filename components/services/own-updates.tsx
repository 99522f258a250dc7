"use client";

import BellOff from "lucide-react/icons/bell-off";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";

/** Somebody whom a lead named as stakeholder sees that they are told, and ends it themselves. */
export function OwnUpdates({ service }: { service: { id: string; name: string } }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  async function stop(): Promise<string | undefined> {
    try {
      await callApi("POST", `/services/${service.id}/stop-updates`);
    } catch (error) {
      return error instanceof ApiProblem ? error.message : "The server did not answer.";
    }
    setOpen(false);
    toast({ title: `No more updates about ${service.name}`, tone: "ok" });
    router.refresh();
  }
  return (
    <Panel title="Your updates" padded>
      <div className="row wrap">
        <span className="grow t2">You receive the stakeholder updates of this service.</span>
        <Button size="sm" variant="outline" icon={<BellOff />} onClick={() => setOpen(true)}>
          Stop them
        </Button>
      </div>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Stop the updates about ${service.name}?`}
        description="What you were told stays in your inbox. A lead of the team can add you again."
        verb="Stop the updates"
        keep="Keep them"
        onConfirm={stop}
      />
    </Panel>
  );
}

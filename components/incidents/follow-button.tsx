"use client";

import Bell from "lucide-react/icons/bell";
import BellOff from "lucide-react/icons/bell-off";
import { useState } from "react";
import { type Act, sentenceOf } from "#components/incidents/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { FollowingDto } from "#lib/incidents/schema/people.ts";
import { plural } from "#lib/platform/format.ts";

/** Follow, or stop: told of status, severity and updates without working on it. */
export function FollowButton({ following, act }: { following: FollowingDto; act: Act }) {
  const [busy, setBusy] = useState(false);
  const { mine, count } = following;
  async function turn() {
    setBusy(true);
    const problem = sentenceOf(await act("PUT", "/following", { following: !mine }));
    setBusy(false);
    if (problem) toast({ title: "Not done", detail: problem, tone: "crit" });
  }
  return (
    <div className="row noprint">
      <Button
        size="sm"
        variant="quiet"
        icon={mine ? <BellOff /> : <Bell />}
        busy={busy}
        onClick={() => void turn()}
      >
        {mine ? "Stop following" : "Follow"}
      </Button>
      {count > 0 ? <span className="xs t3">{plural(count, "person follows", "people follow")}</span> : null}
    </div>
  );
}

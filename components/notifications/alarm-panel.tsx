"use client";

import BellOff from "lucide-react/icons/bell-off";
import BellRing from "lucide-react/icons/bell-ring";
import Volume2 from "lucide-react/icons/volume-2";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";

import { toast } from "#components/ui/toast.ts";
import { type Alarm, arm, disarm, testAlarm, useAlarm } from "./alarm-store.ts";
import { Verdict } from "./verdict.tsx";

const TONES = { asking: "none", ready: "ok", blocked: "crit", missing: "crit" } as const;

function words({ sound, awake }: Alarm): string {
  if (sound === "asking") return "Armed. Asking the browser for sound…";
  if (sound === "blocked") return "Armed, but silent: the browser forbids sound.";
  if (sound === "missing") return "Armed, but silent: this browser has no sound.";
  return `Armed. It will be heard${awake ? ", and the screen stays awake" : "; keep the screen from sleeping"}.`;
}

/** Arms, tests and disarms the alarm of this tab, and says whether it would be heard. */
export function AlarmPanel() {
  const alarm = useAlarm();
  async function test() {
    if (!(await testAlarm()))
      toast({
        title: "No sound",
        detail: "The browser forbids it. Click into the page and try again.",
        tone: "crit",
      });
  }
  return (
    <Panel title="Alarm in this tab" padded>
      <div className="grid gap-3">
        <p className="t2">
          An armed tab rings, loudly and again and again, until somebody acknowledges. It needs to stay open;
          turn the machine's volume up.
        </p>
        <p aria-live="polite">
          <Verdict state={alarm.armed ? TONES[alarm.sound] : "none"}>
            {alarm.armed ? words(alarm) : "Not armed in this browser."}
          </Verdict>
        </p>
        <div className="row wrap">
          {alarm.armed ? (
            <Button variant="outline" icon={<BellOff />} onClick={() => void disarm()}>
              Disarm
            </Button>
          ) : (
            <Button variant="primary" icon={<BellRing />} onClick={() => void arm()}>
              Arm this tab
            </Button>
          )}
          <Button
            variant="soft"
            icon={<Volume2 />}
            busy={alarm.testing}
            busyLabel="Ringing"
            onClick={() => void test()}
          >
            Ring for 3 seconds
          </Button>
        </div>
      </div>
    </Panel>
  );
}

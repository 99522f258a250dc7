"use client";

import BellRing from "lucide-react/icons/bell-ring";
import VolumeX from "lucide-react/icons/volume-x";
import { useCallback, useEffect, useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { useLive } from "#components/shell/live.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { NotificationDto } from "#lib/notifications/schema.ts";
import { restoreAlarm, sound, unmute, useAlarm } from "./alarm-store.ts";
import "./notifications.css";

/** Beside the live stream: an armed tab also asks by itself, in milliseconds. */
const LOOK_MS = 15_000;

/** What rings for me now; a tab that is not armed does not ask. */
function useRinging(armed: boolean): { pages: NotificationDto[]; look: () => void } {
  const [pages, setPages] = useState<NotificationDto[]>([]);
  const look = useCallback(() => {
    if (!armed) return setPages([]);
    callApi<{ items: NotificationDto[] }>("GET", "/notifications/ringing").then(
      (answer) => setPages(answer.items),
      // Away for a moment: what rings goes on ringing, the next look is near.
      () => undefined,
    );
  }, [armed]);
  useLive(["notification"], look);
  useEffect(look, [look]);
  useEffect(() => {
    if (!armed) return;
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [armed, look]);
  return { pages, look };
}

/**
 * The alarm of an armed tab: a page that nobody has acknowledged stands above everything, and rings. A tab that may not
 * sound says so, visibly. Where it is not armed, the band under the top line and the badge tell.
 */
export function AlarmHost() {
  const alarm = useAlarm();
  const { pages, look } = useRinging(alarm.armed);
  const ringing = pages.length > 0;
  const [first] = pages;

  useEffect(() => void restoreAlarm(), []);
  useEffect(() => {
    if (alarm.armed) void sound(ringing);
  }, [alarm.armed, alarm.sound, ringing]);
  useEffect(() => {
    if (!alarm.armed) return;
    // Any click is the gesture that a browser waits for, and not every key is one: each is tried until it may sound. A
    // screen that slept is kept awake again.
    const again = () => void unmute();
    const events = ["click", "keydown"] as const;
    if (alarm.sound !== "ready") for (const name of events) addEventListener(name, again);
    document.addEventListener("visibilitychange", again);
    return () => {
      for (const name of events) removeEventListener(name, again);
      document.removeEventListener("visibilitychange", again);
    };
  }, [alarm.armed, alarm.sound]);
  useTitle(first);

  const silent = alarm.armed && (alarm.sound === "blocked" || alarm.sound === "missing");
  if (!ringing && !silent) return null;
  return (
    <div className={ringing ? "alarm ringing" : "alarm"} role={ringing ? "alert" : "status"}>
      {first ? <PageLine page={first} more={pages.length - 1} onDone={look} /> : null}
      {silent ? (
        <div className="alarm-line">
          <VolumeX aria-hidden />
          <span className="grow">
            {alarm.sound === "missing"
              ? "This browser has no sound: the alarm of this tab is silent."
              : "The alarm of this tab is silent: the browser waits for a click."}
          </span>
          {alarm.sound === "blocked" ? (
            <Button size="sm" variant="outline" onClick={() => void unmute()}>
              Turn sound on
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function PageLine({ page, more, onDone }: { page: NotificationDto; more: number; onDone: () => void }) {
  const [busy, setBusy] = useState(false);
  async function acknowledge() {
    setBusy(true);
    try {
      await callApi("POST", `/incidents/${page.subject.id}/acknowledge`, {});
    } catch (error) {
      const detail = error instanceof ApiProblem ? error.message : "The server did not answer.";
      toast({ title: "Not acknowledged", detail, tone: "crit" });
    }
    setBusy(false);
    onDone();
  }
  return (
    <div className="alarm-line">
      <BellRing aria-hidden className="alarm-bell" />
      <span className="grow min-w-0">
        <span className="alarm-title">{page.title}</span>
        <span className="alarm-sub">
          You are being paged{more > 0 ? `, and for ${more} more` : ""}. It rings until somebody acknowledges.
        </span>
      </span>
      <span className="alarm-acts">
        {page.subject.kind === "incident" ? (
          <Button variant="outline" busy={busy} busyLabel="Acknowledging" onClick={() => void acknowledge()}>
            Acknowledge
          </Button>
        ) : null}
        <LinkButton href={page.url} variant="outline">
          Open
        </LinkButton>
      </span>
    </div>
  );
}

/** The tab's own title says it too, for whoever looks at a row of tabs. */
function useTitle(page: NotificationDto | undefined): void {
  const says = page ? `● ${page.title}` : null;
  useEffect(() => {
    if (says === null) return;
    let kept = document.title;
    const say = () => {
      if (document.title === says) return;
      kept = document.title;
      document.title = says;
    };
    say();
    // The page writes its own title again whenever it is refreshed, and another one when it is left.
    const watch = new MutationObserver(say);
    watch.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => {
      watch.disconnect();
      document.title = kept;
    };
  }, [says]);
}

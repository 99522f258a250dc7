"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { CalendarAddressDto, CalendarFeedDto } from "#lib/oncall/schema/feeds.ts";

export type FeedPanelProps = {
  kind: "schedule" | "person";
  scheduleId?: string | undefined;
  /** My own feeds of this kind, of this schedule. */
  feeds: readonly CalendarFeedDto[];
};

const sentenceOf = (error: unknown) =>
  error instanceof ApiProblem ? error.detail : "The portal did not answer. Try again.";

/** The secret address at which a calendar program reads a schedule, or all one's own shifts: shown once, revocable. */
export function FeedPanel({ kind, scheduleId, feeds }: FeedPanelProps) {
  const router = useRouter();
  const [shown, setShown] = useState<CalendarAddressDto | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function make() {
    setBusy(true);
    setFailed(null);
    try {
      const body = kind === "schedule" ? { kind, scheduleId } : { kind };
      setShown(await callApi<CalendarAddressDto>("POST", "/calendar-feeds", body));
    } catch (error) {
      setFailed(sentenceOf(error));
    }
    setBusy(false);
    router.refresh();
  }

  return (
    <Panel title="In your calendar" padded>
      <div className="grid gap-2.5">
        <p className="t2">
          {kind === "schedule"
            ? "Subscribe to this schedule in any calendar program."
            : "Subscribe to all your shifts in any calendar program."}{" "}
          The address is secret and reads with your rights.
        </p>
        {shown ? <Address url={shown.url} /> : null}
        {failed ? (
          <div role="alert">
            <FieldError>{failed}</FieldError>
          </div>
        ) : null}
        {feeds.length > 0 ? (
          <ul className="grid gap-2">
            {feeds.map((feed) => (
              <li className="row wrap" key={feed.id}>
                <span className="grow t2">
                  {feed.lastReadAt ? (
                    <>
                      Read by a calendar <RelativeTime iso={feed.lastReadAt} />
                    </>
                  ) : (
                    <>
                      Made <RelativeTime iso={feed.createdAt} />, read by no calendar yet
                    </>
                  )}
                </span>
                <Buttons feed={feed} onRenewed={setShown} />
              </li>
            ))}
          </ul>
        ) : null}
        <div>
          <Button variant="soft" size="sm" busy={busy} busyLabel="Making" onClick={make}>
            {feeds.length > 0 ? "Make another address" : "Make an address"}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Address({ url }: { url: string }) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <TextInput
        id={id}
        label="Calendar address"
        hint="Shown only now. Whoever has it reads the shifts."
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div>
        <CopyButton text={url} size="sm">
          Copy the address
        </CopyButton>
      </div>
    </div>
  );
}

type ButtonsProps = { feed: CalendarFeedDto; onRenewed: (address: CalendarAddressDto | null) => void };

/** A new address, or none: the one before ends at once. */
function Buttons({ feed, onRenewed }: ButtonsProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<"renew" | "revoke" | null>(null);

  async function act(): Promise<string | undefined> {
    try {
      const path = `/calendar-feeds/${feed.id}/${asking}`;
      if (asking === "renew") onRenewed(await callApi<CalendarAddressDto>("POST", path, {}));
      else {
        await callApi("POST", path, {});
        onRenewed(null);
      }
    } catch (error) {
      return sentenceOf(error);
    }
    setAsking(null);
    router.refresh();
    return undefined;
  }

  return (
    <div className="row wrap">
      <Button variant="soft" size="sm" aria-haspopup="dialog" onClick={() => setAsking("renew")}>
        New address
      </Button>
      <Button variant="quiet" size="sm" aria-haspopup="dialog" onClick={() => setAsking("revoke")}>
        Revoke
      </Button>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={asking === "revoke" ? "Revoke the calendar address?" : "Make a new calendar address?"}
        description={
          asking === "revoke"
            ? "Calendars that read it get nothing any more. You can make a new one later."
            : "The address before ends at once: give the new one to your calendar program."
        }
        verb={asking === "revoke" ? "Revoke it" : "Make a new one"}
        busyLabel="One moment"
        tone={asking === "revoke" ? "destroy" : "primary"}
        onConfirm={act}
      />
    </div>
  );
}

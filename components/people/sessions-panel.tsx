"use client";

import { useRouter } from "next/navigation";
import { useSend } from "#components/auth/use-send.ts";
import { forgetDrafts } from "#components/patterns/draft-store.ts";
import { browserOf } from "#components/people/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SessionDto } from "#lib/auth/schema.ts";
import { plural } from "#lib/platform/format.ts";

/** The browsers in which one is signed in. */
export function SessionsPanel({ sessions }: { sessions: SessionDto[] }) {
  const router = useRouter();
  const others = useSend();
  const all = useSend();

  async function endOthers() {
    const done = await others.send(() =>
      callApi<{ ended: number }>("POST", "/me/sign-out", { which: "others" }),
    );
    router.refresh();
    if (done) toast({ title: `${plural(done.ended, "other browser")} signed out`, tone: "ok" });
  }

  async function endAll() {
    const done = await all.send(() => callApi("POST", "/me/sign-out", { which: "all" }));
    if (!done) return;
    forgetDrafts();
    window.location.assign("/sign-in");
  }

  return (
    <Panel title="Signed-in browsers" count={sessions.length}>
      <ul>
        {sessions.map((session) => (
          <ListRow key={session.id} two columns="minmax(0,1fr) auto" phoneColumns="minmax(0,1fr) auto">
            <RowTitle
              title={browserOf(session.userAgent)}
              sub={
                <>
                  <span className="mono">{session.address || "unknown address"}</span>, since{" "}
                  <RelativeTime iso={session.createdAt} />
                </>
              }
            />
            {session.current ? (
              <Badge tone="acc">This one</Badge>
            ) : (
              <span className="xs t2">
                seen <RelativeTime iso={session.seenAt} />
              </span>
            )}
          </ListRow>
        ))}
      </ul>
      <div className="row wrap border-line border-t p-3.5">
        {sessions.length > 1 ? (
          <Button busy={others.busy} busyLabel="Signing out" onClick={() => void endOthers()}>
            Sign out the others
          </Button>
        ) : null}
        <Button variant="danger" busy={all.busy} busyLabel="Signing out" onClick={() => void endAll()}>
          Sign out everywhere
        </Button>
        <LinkButton href="/sign-out" variant="quiet">
          Sign out here
        </LinkButton>
        <div role="alert" className="field empty:hidden">
          <FieldError>{others.rest() ?? all.rest()}</FieldError>
        </div>
      </div>
    </Panel>
  );
}

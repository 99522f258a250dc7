"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { ListRow, Panel } from "#components/ui/panel.tsx";
import { useNow, useZone } from "#components/ui/time-context.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionDto } from "#lib/actions/schema.ts";
import { formatWeekday, plural } from "#lib/platform/format.ts";

/** My open follow-ups, soonest first; ticking one says it is done, with a way back. */
export function ActionsPanel({ actions }: { actions: ReadonlyArray<ActionDto> }) {
  return (
    <Panel
      title="My actions"
      count={actions.length}
      end={
        <Anchor className="link xs" href="/actions">
          All actions
        </Anchor>
      }
    >
      {actions.length > 0 ? (
        <ul>
          {actions.map((action) => (
            <Action key={action.id} action={action} />
          ))}
        </ul>
      ) : (
        <p className="px-3.5 pb-3.5 t2">No follow-up is yours.</p>
      )}
    </Panel>
  );
}

const sentence = (error: unknown) =>
  error instanceof ApiProblem ? error.message : "The server did not answer.";

function Action({ action }: { action: ActionDto }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  async function move(verb: "done" | "reopen") {
    setBusy(true);
    try {
      await callApi("POST", `/action-items/${action.id}/${verb}`, {});
      if (verb === "done") toast({ title: "Done", detail: action.title, undo: () => void move("reopen") });
    } catch (error) {
      toast({ title: "Not changed", detail: sentence(error), tone: "crit" });
    }
    setBusy(false);
    router.refresh();
  }
  return (
    <ListRow
      columns="16px minmax(0, 1fr) auto"
      phoneColumns="24px minmax(0, 1fr)"
      className="py-1.5 items-start"
    >
      <input
        type="checkbox"
        className="check mt-0.5"
        checked={busy}
        disabled={busy || action.abilities.done !== true}
        aria-label={`Done: ${action.title}`}
        onChange={() => void move("done")}
      />
      <span className="min-w-0">
        <span className="m block wrap-anywhere">{action.title}</span>
        <span className="sub">
          {action.source.url ? (
            <Anchor className="hover:underline" href={action.source.url}>
              {action.source.label || action.team.name}
            </Anchor>
          ) : (
            action.source.label || action.team.name
          )}
        </span>
      </span>
      <span className={`xs nw max-sm:col-start-2 ${action.overdue ? "crit" : "t2"}`}>
        <DueWords {...action} />
      </span>
    </ListRow>
  );
}

/** "3 days overdue", "Wed 25 Nov", "no date" */
function DueWords({ dueOn, overdue }: ActionDto) {
  const now = useNow();
  const zone = useZone();
  if (!dueOn) return "no date";
  if (!overdue) return formatWeekday(`${dueOn}T12:00:00Z`, "UTC");
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now);
  const days = Math.max(1, Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000));
  return `${plural(days, "day")} overdue`;
}

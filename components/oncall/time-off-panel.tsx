"use client";

import Plus from "lucide-react/icons/plus";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { lengthWords, momentProblem, spanWords } from "#components/oncall/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { fromWall, zoneWords } from "#components/ui/wall-time.ts";
import type { TimeOffDto } from "#lib/oncall/schema/swaps.ts";
import { plural } from "#lib/platform/format.ts";

type Props = {
  me: { id: string; zone: string };
  timeOff: readonly TimeOffDto[];
  /** The people of a team one leads, to plan for; absent: for oneself alone. */
  people?: ReadonlyArray<{ id: string; name: string }> | undefined;
  className?: string | undefined;
};

/** When one is away, or the people one leads: each shift in it asks the team for a cover. */
export function TimeOffPanel({ me, timeOff, people, className }: Props) {
  return (
    <Panel
      title="Time off"
      className={className}
      count={timeOff.length}
      end={
        <FormDialogButton
          trigger={{ size: "sm", variant: "soft", icon: <Plus />, children: "Plan time off" }}
          title="Plan time off"
          description={
            people
              ? "Each shift in it asks the team for a cover, and stays theirs until somebody takes it. They are told."
              : "Each of your shifts in it asks the team for a cover. It stays yours until somebody takes it."
          }
          verb="Plan it"
          busyLabel="Planning"
          done={people ? "The time off is planned" : "Your time off is planned"}
          fields={["userId", "from", "to", "reason"]}
          onSend={({ text, idempotencyKey }) =>
            callApi(
              "POST",
              "/time-off",
              {
                from: fromWall(text.from ?? "", me.zone) ?? text.from,
                to: fromWall(text.to ?? "", me.zone) ?? text.to,
                reason: text.reason ?? "",
                ...(people ? { userId: text.userId } : {}),
              },
              { idempotencyKey },
            )
          }
        >
          {(at) => (
            <>
              {people ? (
                <Select
                  label="Who is away"
                  name="userId"
                  placeholder="Choose a person"
                  options={people.map((one) => ({
                    value: one.id,
                    label: one.id === me.id ? `${one.name} (you)` : one.name,
                  }))}
                  error={at("userId")}
                />
              ) : null}
              <div className="span-fields">
                <TextInput label="From" name="from" type="datetime-local" error={momentProblem(at("from"))} />
                <TextInput
                  label="To"
                  name="to"
                  type="datetime-local"
                  error={momentProblem(at("to"))}
                  hint={zoneWords(me.zone)}
                />
              </div>
              <TextInput label="Reason" note="optional" name="reason" maxLength={500} error={at("reason")} />
            </>
          )}
        </FormDialogButton>
      }
    >
      {timeOff.length === 0 ? (
        <p className="px-3.5 pb-3 t3">{people ? "Nobody of the team is away." : "None planned."}</p>
      ) : (
        <ul>
          {timeOff.map((one) => (
            <li className="li two ask" key={one.id}>
              <span className="min-w-0">
                {people ? <span className="block m">{one.user.name}</span> : null}
                <span className={people ? "t2 num" : "m num"}>{spanWords(one.from, one.to, me.zone)}</span>
                <span className="block xs t2">
                  {lengthWords(one.from, one.to)}
                  {one.reason ? `, ${one.reason}` : ""}
                </span>
                <span className="block xs t3">{coverWords(one)}</span>
              </span>
              <FormDialogButton
                trigger={{
                  size: "sm",
                  variant: "quiet",
                  children: "Take back",
                  "aria-label": `Take back: ${people ? `${one.user.name}, ` : ""}${spanWords(one.from, one.to, me.zone)}`,
                }}
                title="Take the time off back?"
                description="What it has asked for and nobody has answered is taken back too."
                verb="Take back"
                busyLabel="Taking back"
                fields={[]}
                done="Taken back"
                onSend={({ idempotencyKey }) =>
                  callApi("POST", `/time-off/${one.id}/cancel`, {}, { idempotencyKey })
                }
              >
                {() => null}
              </FormDialogButton>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function coverWords({ requests }: TimeOffDto): string {
  if (requests.length === 0) return "No shift lies in it.";
  const done = requests.filter((one) => one.state === "done").length;
  return `${plural(requests.length, "shift")} in it, ${done === requests.length ? "all covered" : `${done} covered`}.`;
}

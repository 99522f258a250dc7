"use client";

import { useRouter } from "next/navigation";
import { Fragment } from "react";
import { ReasonDialog } from "#components/patterns/reason-dialog.tsx";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { ActionBar } from "#components/shell/page-head.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import type { HandoffDto } from "#lib/handoffs/schema.ts";
import type { ReadinessDto } from "#lib/notifications/schema.ts";
import { plural } from "#lib/platform/format.ts";
import { BriefingPanel } from "./briefing-panel.tsx";
import { GracePanel } from "./grace-panel.tsx";
import { ItemRow } from "./item-row.tsx";
import { ReachPanel } from "./reach-panel.tsx";
import { StepsPanel } from "./steps-panel.tsx";
import { type UseHandoff, useHandoff } from "./use-handoff.ts";
import { goesWords, LISTS } from "./words.ts";
import "./handoffs.css";

export type HandoffScreenProps = { given: HandoffDto; me: string; reach: ReadinessDto | null };

/** The contract between two people: what goes over, both signatures, and who holds the pager meanwhile. */
export function HandoffScreen({ given, me, reach }: HandoffScreenProps) {
  const state = useHandoff(given);
  const { handoff } = state;
  const prepares = handoff.abilities.prepare && handoff.submittedAt === null;
  return (
    <>
      <div className="ho-cols">
        <div className="stack">
          <BriefingPanel state={state} />
          {LISTS.map(({ kind, title }) => {
            const items = handoff.items.filter((item) => item.kind === kind);
            if (items.length === 0) return null;
            return (
              <Panel
                key={kind}
                title={title}
                count={items.length}
                footer={kind === "incident" && handoff.unlisted > 0 ? <Unlisted handoff={handoff} /> : null}
              >
                <ul>
                  {items.map((item) => (
                    <ItemRow
                      key={item.id}
                      handoff={handoff}
                      item={item}
                      me={me}
                      onGoes={
                        prepares
                          ? (goes) => void state.prepare({ items: [{ id: item.id, goes }] })
                          : undefined
                      }
                    />
                  ))}
                </ul>
              </Panel>
            );
          })}
          {handoff.items.length === 0 ? (
            <Panel label="What goes over">
              <p className="p-3.5 t2">
                No open incident, nothing left to write, no unfinished check, no due action: nothing goes over
                but the pager.
              </p>
            </Panel>
          ) : null}
        </div>
        <aside className="stack ho-side">
          <GracePanel handoff={handoff} me={me} />
          {handoff.abilities.accept ? (
            <div className="desk noprint">
              <NextStep state={state} />
            </div>
          ) : null}
          <StepsPanel state={state} />
          {handoff.abilities.submit ? (
            <div className="desk noprint">
              <NextStep state={state} />
            </div>
          ) : null}
          {reach ? <ReachPanel reach={reach} me={me} /> : null}
        </aside>
      </div>
      {handoff.abilities.accept || handoff.abilities.submit ? (
        <ActionBar>
          <p>{barWords(handoff)}</p>
          <NextStep state={state} />
        </ActionBar>
      ) : null}
    </>
  );
}

const leftWords = (left: number) => `${left} of the five steps ${left === 1 ? "is" : "are"} not ticked.`;

function barWords(handoff: HandoffDto): string {
  if (handoff.abilities.accept) return goesWords(handoff);
  const left = handoff.steps.filter((step) => step.at === null).length;
  return left > 0 ? leftWords(left) : "The five steps are done: your signature hands over.";
}

/** The one next step of whoever looks: sign, or accept; refusing stands beside it. */
function NextStep({ state }: { state: UseHandoff }) {
  const { handoff, busy } = state;
  const { abilities } = handoff;
  const left = handoff.steps.filter((step) => step.at === null).length;
  if (abilities.accept)
    return (
      <div className="ho-next row">
        <Button
          variant="primary"
          className="grow"
          busy={busy === "accept"}
          busyLabel="Taking the pager"
          onClick={() => void state.act("accept", "You have the pager")}
        >
          Accept and take the pager
        </Button>
        {abilities.refuse ? <Refuse handoff={handoff} /> : null}
      </div>
    );
  if (abilities.submit)
    return (
      <div className="ho-next grid gap-1.5">
        <Button
          variant="primary"
          block
          busy={busy === "submit"}
          busyLabel="Signing"
          disabled={left > 0}
          onClick={() => void state.act("submit", "Signed")}
        >
          Sign and hand over
        </Button>
        {left > 0 ? <p className="desk xs t3">{leftWords(left)}</p> : null}
      </div>
    );
  return null;
}

function Refuse({ handoff }: { handoff: HandoffDto }) {
  const router = useRouter();
  return (
    <ReasonDialog
      trigger={{ variant: "outline", label: "Refuse" }}
      title="Refuse to take the pager?"
      description={`The lead reads your reason at once. ${handoff.from ? `${handoff.from.name} keeps the pager until the grace time ends; then it rings you and the lead.` : "It rings the lead too."} You can still accept.`}
      verb="Refuse"
      keep="Back"
      tone="destroy"
      reason={{ label: "Reason" }}
      onConfirm={async (reason) => {
        try {
          await callApi("POST", `/handoffs/${handoff.id}/refuse`, { reason });
          toast({ title: "Refused: the lead has been told", tone: "info" });
          router.refresh();
          return undefined;
        } catch (error) {
          return error instanceof ApiProblem ? error.detail : "The server did not answer.";
        }
      }}
    />
  );
}

/** A list that leaves something out says so, and where the rest stands. */
function Unlisted({ handoff }: { handoff: HandoffDto }) {
  const teams = [...new Map(handoff.schedules.map(({ team }) => [team.id, team])).values()];
  return (
    <span>
      The most pressing stand here. {plural(handoff.unlisted, "more open incident")}:{" "}
      {teams.map((team, index) => (
        <Fragment key={team.id}>
          {index > 0 ? ", " : ""}
          <Anchor className="link" href={`/incidents?status=active&teamId=${team.id}`}>
            all of {team.name}
          </Anchor>
        </Fragment>
      ))}
    </span>
  );
}

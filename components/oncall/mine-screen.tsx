"use client";

import { type CSSProperties, type ReactNode, useState } from "react";
import { AnswerSwap } from "#components/oncall/answer-swap.tsx";
import { AskDialog } from "#components/oncall/ask.ts";
import { MineRota, type MineRotaProps } from "#components/oncall/mine-rota.tsx";
import { SurveyAsk } from "#components/oncall/survey-form.tsx";
import { aboutWords, answerable, askWords, stateWords } from "#components/oncall/swap-words.ts";
import { TimeOffPanel } from "#components/oncall/time-off-panel.tsx";
import {
  lengthWords,
  momentWords,
  noticeWords,
  shortSpanWords,
  sourceWords,
} from "#components/oncall/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { Table } from "#components/ui/table.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import { zoneWords } from "#components/ui/wall-time.ts";
import type { MyShiftDto } from "#lib/oncall/schema/on-call.ts";
import type { SwapDto, TimeOffDto } from "#lib/oncall/schema/swaps.ts";
import "./oncall.css";

export type MineScreenProps = {
  me: { id: string; zone: string };
  shifts: readonly MyShiftDto[];
  swaps: readonly SwapDto[];
  timeOff: readonly TimeOffDto[];
  /** The timeline, and how much of when it shows. */
  shown: Omit<MineRotaProps, "zone">;
  /** Shifts that have just ended, to be asked about. */
  surveys: readonly MyShiftDto[];
  /** What the shifts still want to be written, beneath them. */
  duties?: ReactNode;
  /** Further panels of the side: calendar feeds. */
  children?: ReactNode;
};

/** My shifts of the next weeks, what I am asked and have asked, and my time off. */
export function MineScreen(props: MineScreenProps) {
  const { me, shifts, swaps, timeOff, shown, surveys, duties, children } = props;
  const mine = swaps.filter((swap) => swap.user.id === me.id || swap.askedBy?.id === me.id);
  const asked = swaps.filter((swap) => !mine.includes(swap) && answerable(swap));
  return (
    <>
      <MineRota zone={me.zone} {...shown} />
      <div className="cols oc-mine" style={{ "--side": "348px" } as CSSProperties}>
        <div className="stack">
          <ShiftsPanel me={me} shifts={shifts} swaps={mine} />
          {duties}
        </div>
        <div className="stack">
          <SurveyAsk shifts={surveys} zone={me.zone} />
          <RequestsPanel
            title="For you to answer"
            none="Nobody asks you for anything."
            {...{ me, swaps: asked }}
          />
          <RequestsPanel
            title="What you have asked"
            none="You have asked for nothing."
            {...{ me, swaps: mine }}
          />
          <TimeOffPanel me={me} timeOff={timeOff} />
          {children}
        </div>
      </div>
    </>
  );
}

type Me = MineScreenProps["me"];

function ShiftsPanel({
  me,
  shifts,
  swaps,
}: {
  me: Me;
  shifts: readonly MyShiftDto[];
  swaps: readonly SwapDto[];
}) {
  const [asking, setAsking] = useState<MyShiftDto | null>(null);
  const now = useNow();
  const askedFor = (shift: MyShiftDto) =>
    swaps.some(
      (swap) => swap.schedule.id === shift.scheduleId && swap.from < shift.to && swap.to > shift.from,
    );
  return (
    <Panel title="My shifts" count={shifts.length} end={<span className="xs t3">{zoneWords(me.zone)}</span>}>
      {shifts.length === 0 ? (
        <EmptyState
          title="No shift of yours in the next weeks"
          actions={<LinkButton href="/on-call">The rota</LinkButton>}
        >
          When a schedule gives you a turn, it stands here.
        </EmptyState>
      ) : (
        <Table caption="My shifts" headed phoneColumns="minmax(0, 1fr) auto">
          <thead>
            <tr>
              <th scope="col">From – to</th>
              <th scope="col">Schedule</th>
              <th scope="col" className="r">
                Length
              </th>
              <th scope="col">
                <span className="vh">Give it away</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shifts.map((shift) => (
              <tr key={shift.id}>
                <td className="num max-sm:whitespace-normal">
                  <span className="m">{shortSpanWords(shift.from, shift.to, me.zone)}</span>
                  {Date.parse(shift.from) <= now ? (
                    <>
                      {" "}
                      <Badge tone="acc">Now</Badge>
                    </>
                  ) : null}
                </td>
                <td className="max-sm:row-start-2">
                  <Anchor className="link" href={`/on-call/schedules/${shift.scheduleId}`}>
                    {shift.team.name}, {shift.schedule.name}
                  </Anchor>
                  {sourceWords(shift.source) ? (
                    <span className="t3"> {sourceWords(shift.source)}</span>
                  ) : null}
                </td>
                <td className="r num t2 max-sm:row-start-2">{lengthWords(shift.from, shift.to)}</td>
                <td className="r max-sm:col-start-2 max-sm:row-start-1">
                  {askedFor(shift) ? (
                    <span className="xs t3">asked</span>
                  ) : (
                    <Button
                      size="sm"
                      variant="soft"
                      aria-haspopup="dialog"
                      aria-label={`Give away: ${momentWords(shift.from, me.zone)}, ${shift.schedule.name}`}
                      onClick={() => setAsking(shift)}
                    >
                      Give away
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Told shifts={shifts} />
      {asking ? (
        <AskDialog key={asking.id} open onClose={() => setAsking(null)} shift={asking} zone={me.zone} />
      ) : null}
    </Panel>
  );
}

/** When one is told of these shifts; where schedules differ, each by its name. */
function Told({ shifts }: { shifts: readonly MyShiftDto[] }) {
  const told = new Map<string, Set<string>>();
  for (const shift of shifts) {
    const words = noticeWords(shift);
    told.set(words, (told.get(words) ?? new Set()).add(`${shift.team.name}, ${shift.schedule.name}`));
  }
  const said = [...told].map(([words, names]) =>
    told.size === 1 ? `You are told ${words}.` : `${[...names].join("; ")}: you are told ${words}.`,
  );
  return said.length > 0 ? (
    <p className="px-3.5 py-2.5 border-line border-t xs t3">
      {said.join(" ")} Where it reaches you stands in{" "}
      <Anchor className="link" href="/profile/notifications">
        your notifications
      </Anchor>
      .
    </p>
  ) : null;
}

type RequestsProps = { title: string; none: string; me: Me; swaps: readonly SwapDto[] };

function RequestsPanel({ title, none, me, swaps }: RequestsProps) {
  return (
    <Panel title={title} count={swaps.length}>
      {swaps.length === 0 ? (
        <p className="px-3.5 pb-3 t3">{none}</p>
      ) : (
        <ul>
          {swaps.map((swap) => (
            <li className="li two ask" key={swap.id}>
              <span className="min-w-0">
                <span className="m">
                  {swap.user.id === me.id ? `A ${swap.kind} for you` : askWords(swap)}
                </span>
                <span className="block xs t2 num">{aboutWords(swap, me.zone)}</span>
                <span className="block xs t3">{stateWords(swap)}</span>
              </span>
              <AnswerSwap
                swap={swap}
                zone={me.zone}
                me={me.id}
                label={answerable(swap) ? "Answer" : "Show"}
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

"use client";

import Hourglass from "lucide-react/icons/hourglass";
import type { ShellOnCall } from "#components/shell/shell-data.ts";
import { useRefreshAt } from "#components/shell/use-refresh-at.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { cx } from "#components/ui/cx.ts";
import { Avatar, Badge } from "#components/ui/marks.tsx";

/** So many lines are named; the others are counted. */
const NAMED = 2;

type Props = { lines: ReadonlyArray<ShellOnCall>; me: string };

/** Who is on call now, with the team; leads to the rota. */
export function OnCallNow({ lines, me }: Props) {
  useRefreshAt(lines.map((line) => line.changesAt));
  const more = lines.length - NAMED;
  return (
    <Anchor className="oncall-now" href="/on-call">
      <span className="desk">On call now</span>
      <span className="phone">On call</span>
      {lines.slice(0, NAMED).map((line, index) => (
        <span key={line.scheduleId} className={cx("one", index > 0 && "desk wide")}>
          <Avatar name={line.person?.name ?? null} me={line.person?.id === me} />
          <span className={cx("who trunc", line.person ? undefined : "crit")}>
            {line.person?.name ?? "Nobody"}
          </span>
          <span className="desk wide t3 trunc">{line.team}</span>
          {line.pending ? (
            <span className="desk">
              <Badge tone="warn" icon={<Hourglass />}>
                Handoff waits
              </Badge>
            </span>
          ) : null}
        </span>
      ))}
      {more > 0 ? (
        <span className="desk wide t3">
          +{more}
          <span className="vh"> more teams</span>
        </span>
      ) : null}
    </Anchor>
  );
}

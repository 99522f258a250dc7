import type { CSSProperties } from "react";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import type { ReadinessDto, TeamChannelDto } from "#lib/notifications/schema.ts";
import { ChannelsPanel } from "./channels-panel.tsx";
import { ReadinessPanel } from "./readiness-panel.tsx";

type Props = {
  team: { id: string; name: string };
  mayEdit: boolean;
  channels: TeamChannelDto[];
  readiness: ReadinessDto[];
  /** Who is rung first for a P0 now, in order. */
  firstCalled: ReadonlyArray<{ userId: string; name: string; because: string }>;
};

/** Whom of a team a page would reach and how, and where the team posts. */
export function TeamNotifications({ team, mayEdit, channels, readiness, firstCalled }: Props) {
  const crumbs = [
    { label: "Settings", href: "/settings" },
    { label: "Teams", href: "/settings/teams" },
    { label: team.name, href: `/settings/teams/${team.id}` },
    { label: "Paging" },
  ];
  return (
    <>
      <PageHead
        title={`Paging of ${team.name}`}
        crumbs={crumbs}
        say="Who would be reached if something broke now, and where the team posts."
      />
      <div className="cols" style={{ "--side": "460px" } as CSSProperties}>
        <div className="stack">
          <ReadinessPanel people={readiness} firstCalled={firstCalled} />
        </div>
        <div className="stack">
          <ChannelsPanel teamId={team.id} mayEdit={mayEdit} channels={channels} />
        </div>
      </div>
      <LiveRefresh kinds={["team-channel", "team"]} />
    </>
  );
}

"use client";

import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useRouter } from "next/navigation";
import { pageUrl } from "#components/auth/list-query.ts";
import { DEFAULT_VIEW, step, type View } from "#components/oncall/axis.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";
import { Select } from "#components/ui/inputs.tsx";

const LABEL: Record<View, string> = { week: "Week", two: "Two weeks", month: "Month" };

export type RotaControlsProps = {
  view: View;
  first: string;
  teams: ReadonlyArray<{ id: string; name: string }>;
  teamId: string;
  /** The page it stands on. */
  path?: string | undefined;
  /** On a phone too one chooses how much is shown. */
  onPhone?: boolean | undefined;
};

/** How much is shown, of when, and of which team; all of it lives in the URL. */
export function RotaControls(props: RotaControlsProps) {
  const { view, first, teams, teamId, path = "/on-call", onPhone = false } = props;
  const router = useRouter();
  const here = (change: { view?: View; from?: string; team?: string }) => {
    const next = { view, from: first, team: teamId, ...change };
    return pageUrl(path, {}, { ...next, view: next.view === DEFAULT_VIEW ? "" : next.view });
  };
  return (
    <>
      {teams.length > 1 ? (
        <Select
          label="Team"
          hideLabel
          value={teamId}
          placeholder="Every team"
          options={teams.map((team) => ({ value: team.id, label: team.name }))}
          onChange={(event) => router.replace(here({ team: event.target.value }), { scroll: false })}
        />
      ) : null}
      <SegmentedLinks
        label="How much is shown"
        className={onPhone ? "" : "desk"}
        items={(["week", "two", "month"] as const).map((one) => ({
          href: here({ view: one }),
          label: LABEL[one],
          current: one === view,
        }))}
      />
      <span className="row gap-1">
        <LinkButton
          variant="soft"
          iconOnly
          icon={<ChevronLeft />}
          label="Earlier"
          href={here({ from: step(view, first, -1) })}
          scroll={false}
        />
        <LinkButton variant="soft" href={here({ from: "" })} scroll={false}>
          Today
        </LinkButton>
        <LinkButton
          variant="soft"
          iconOnly
          icon={<ChevronRight />}
          label="Later"
          href={here({ from: step(view, first, 1) })}
          scroll={false}
        />
      </span>
    </>
  );
}

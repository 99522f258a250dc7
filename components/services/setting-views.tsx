import { SegmentedLinks } from "#components/ui/choices.tsx";
import type { SettingDto } from "#lib/services/schema.ts";

export const VIEWS = ["judging", "changed", "all"] as const;
export type SettingView = (typeof VIEWS)[number];

/** Which of the settings a view shows. On a service, whatever is not the default counts as changed. */
export function settingsOf(view: SettingView, settings: SettingDto[], ofService: boolean): SettingDto[] {
  if (view === "all") return settings;
  if (view === "judging") return settings.filter((one) => one.judges !== null);
  return settings.filter((one) =>
    ofService ? one.from !== "default" : one.version > 0 || one.services.length > 0,
  );
}

type Props = { path: string; view: SettingView; settings: SettingDto[]; ofService: boolean };

/** The three views of the settings, each with how many it shows. */
export function SettingViews({ path, view, settings, ofService }: Props) {
  const words = { judging: "Judging now", changed: ofService ? "Not the default" : "Changed", all: "All" };
  return (
    <SegmentedLinks
      label="Shown figures"
      className="max-sm:w-full"
      items={VIEWS.map((one) => ({
        href: `${path}?show=${one}${ofService ? "#settings" : ""}`,
        label: (
          <>
            {words[one]} <span className="t3 num">{settingsOf(one, settings, ofService).length}</span>
          </>
        ),
        current: one === view,
      }))}
    />
  );
}

/** The view a page's address asks for. */
export const readView = (show: string | undefined, otherwise: SettingView): SettingView =>
  VIEWS.find((one) => one === show) ?? otherwise;

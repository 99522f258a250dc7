import { EditSetting } from "#components/services/edit-setting.tsx";
import { saySource, sayValue } from "#components/services/figure-words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { SettingDto } from "#lib/services/schema.ts";

type Props = {
  settings: SettingDto[];
  /** Null: of the installation. */
  serviceId: string | null;
  may: boolean;
};

/** Settings in their groups, each with its value, where that comes from and what else the guides say. */
export function SettingsPanels({ settings, serviceId, may }: Props) {
  const groups = [...new Set(settings.map((one) => one.group))];
  return groups.map((group) => {
    const inside = settings.filter((one) => one.group === group);
    return (
      <Panel key={group} title={group} count={inside.length} id={group.toLowerCase().replaceAll(/\W+/g, "-")}>
        <ul>
          {inside.map((setting) => (
            <Row key={setting.key} setting={setting} serviceId={serviceId} may={may} />
          ))}
        </ul>
      </Panel>
    );
  });
}

function Row({ setting, serviceId, may }: { setting: SettingDto; serviceId: string | null; may: boolean }) {
  const profiles = Object.fromEntries(setting.presets.map((one) => [one.profileKey, one.profile]));
  const own = setting.from === (serviceId ? "service" : "installation");
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,15rem)_auto] items-start gap-x-4 gap-y-1.5 border-line border-t px-3.5 py-2.5 max-sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid gap-0.5 max-sm:col-span-full">
        <p className="row wrap">
          <span className="m">{setting.label}</span>
          <span className="xs t3 mono" title="Where the guides disagree">
            {setting.conflict}
          </span>
        </p>
        <p className="xs t2">{setting.explain}</p>
        <Judges setting={setting} />
        <Presets setting={setting} />
        <Overrides setting={setting} />
      </div>
      <div className="grid gap-0.5">
        <span className="m num">{sayValue(setting, setting.value)}</span>
        <span className={`xs ${own ? "acc" : "t3"}`}>
          {saySource(setting.from, profiles)}
          {own && setting.changedAt ? (
            <>
              , <RelativeTime iso={setting.changedAt} />
            </>
          ) : null}
        </span>
      </div>
      {may && !setting.fixed ? (
        <EditSetting
          setting={setting}
          serviceId={serviceId}
          otherwise={`back to ${sayValue(setting, setting.default)}`}
        />
      ) : (
        <span />
      )}
    </li>
  );
}

/** Where it judges; nothing where no part of the portal reads it yet. */
function Judges({ setting }: { setting: SettingDto }) {
  if (setting.fixed)
    return (
      <p className="xs t3">
        The same everywhere. {setting.fixed} Used for: {setting.judges}.
      </p>
    );
  return setting.judges ? <p className="xs t3">Used for: {setting.judges}.</p> : null;
}

function Presets({ setting }: { setting: SettingDto }) {
  if (setting.presets.length === 0) return null;
  return (
    <p className="row wrap xs t2">
      {setting.presets.map((one) => (
        <Badge
          key={one.profileKey}
          tone="line"
          className="max-sm:h-auto max-sm:min-h-5 max-sm:shrink max-sm:whitespace-normal"
        >
          {one.profile}: {sayValue(setting, one.value)}
        </Badge>
      ))}
    </p>
  );
}

function Overrides({ setting }: { setting: SettingDto }) {
  if (setting.services.length === 0) return null;
  return (
    <p className="xs t2">
      Own value on{" "}
      {setting.services.map((one, index) => (
        <span key={one.id}>
          {index > 0 ? ", " : ""}
          <Anchor className="link" href={`/services/${one.id}#settings`}>
            {one.name}
          </Anchor>{" "}
          ({sayValue(setting, one.value)})
        </span>
      ))}
    </p>
  );
}

import { KindCounts } from "#components/catalogue/kind-counts.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { CatalogueDto } from "#lib/registry/catalogue/schema.ts";

/** The profiles for those who may read but not load. */
export function ProfileList({ catalogue }: { catalogue: CatalogueDto }) {
  return (
    <Panel title="Profiles" footer={<span className="xs t2">An administrator loads them.</span>}>
      <ul>
        {catalogue.profiles.map((profile) => (
          <li key={profile.key} className="grid gap-1 border-line border-t px-3.5 py-2.5 first:border-t-0">
            <span className="row wrap">
              <span className="b">{profile.name}</span>
              {profile.loadedAt ? <Badge tone="ok">loaded</Badge> : <Badge>not loaded</Badge>}
            </span>
            <span className="t2">{profile.about}.</span>
            <span className="xs t3">
              <KindCounts counts={profile.brings} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

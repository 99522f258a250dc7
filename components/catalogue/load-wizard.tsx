"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSend } from "#components/auth/use-send.ts";
import { ForWhom, type Whom } from "#components/catalogue/for-whom.tsx";
import { KindCounts } from "#components/catalogue/kind-counts.tsx";
import { LoadReportView } from "#components/catalogue/load-report.tsx";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { TeamChoice } from "#lib/registry/catalogue/choices.ts";
import type { CatalogueDto, LoadReport } from "#lib/registry/catalogue/schema.ts";

type Profile = CatalogueDto["profiles"][number];

function ProfileChoice(props: { profile: Profile; chosen: boolean; onChange: (chosen: boolean) => void }) {
  const { profile, chosen, onChange } = props;
  return (
    <li className="border-line border-t px-3.5 py-2.5 first:border-t-0">
      <Checkbox
        checked={chosen}
        onChange={(event) => onChange(event.target.checked)}
        label={
          <span className="row wrap">
            <span className="b">{profile.name}</span>
            {profile.loadedAt ? <Badge tone="ok">loaded</Badge> : null}
          </span>
        }
        hint={
          <span className="grid gap-1">
            <span className="t2">{profile.about}.</span>
            <KindCounts counts={profile.brings} />
          </span>
        }
      />
    </li>
  );
}

const FIELDS = ["profiles", "teamId", "serviceName", "serviceProfile"];

function bodyOf(chosen: readonly string[], whom: Whom) {
  const serviceName = whom.service.trim();
  const several = serviceName && chosen.length > 1;
  return {
    profiles: chosen.length > 0 ? chosen : ["general"],
    teamId: whom.teamId,
    ...(serviceName ? { serviceName } : {}),
    ...(several ? { serviceProfile: whom.profile || chosen[0] } : {}),
  };
}

const verbOf = (count: number) =>
  count === 0 ? "Load general content only" : count === 1 ? "Load this profile" : `Load ${count} profiles`;

type Props = { catalogue: CatalogueDto; teams: ReadonlyArray<TeamChoice> };

/** Chooses profiles, team and service, loads them, and shows what became of everything. */
export function LoadWizard({ catalogue, teams }: Props) {
  const router = useRouter();
  const sending = useSend();
  const [chosen, setChosen] = useState<string[]>([]);
  const [whom, setWhom] = useState<Whom>({ teamId: teams[0]?.id ?? "", service: "", profile: "" });
  const [report, setReport] = useState<LoadReport | null>(null);

  async function submit() {
    const done = await sending.send((idempotencyKey) =>
      callApi<LoadReport>("POST", "/catalogue/load", bodyOf(chosen, whom), { idempotencyKey }),
    );
    if (!done) return;
    setReport(done);
    router.refresh();
  }

  if (report) return <LoadReportView report={report} onAgain={() => setReport(null)} />;
  const picked = catalogue.profiles.filter((one) => chosen.includes(one.key));
  return (
    <form
      className="cols"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Panel
        title="How does your team run production?"
        footer={
          <span className="xs t2 grid gap-1">
            <span>With any choice comes what every team gets:</span>
            <KindCounts counts={catalogue.general.brings} />
          </span>
        }
      >
        <ul>
          {catalogue.profiles.map((profile) => (
            <ProfileChoice
              key={profile.key}
              profile={profile}
              chosen={chosen.includes(profile.key)}
              onChange={(on) =>
                setChosen((before) => [
                  ...before.filter((key) => key !== profile.key),
                  ...(on ? [profile.key] : []),
                ])
              }
            />
          ))}
        </ul>
      </Panel>
      <div className="stack">
        <Panel title="For whom?" padded>
          <div className="grid gap-3.5">
            <ForWhom teams={teams} profiles={picked} whom={whom} onChange={setWhom} at={sending.at} />
            <div role="alert">
              <FieldError>{sending.at("profiles") ?? sending.rest(...FIELDS)}</FieldError>
            </div>
            <Button type="submit" variant="primary" busy={sending.busy} busyLabel="Loading">
              {verbOf(chosen.length)}
            </Button>
            <p className="xs t3">Loading again is harmless: what you changed here stays as you changed it.</p>
          </div>
        </Panel>
      </div>
    </form>
  );
}

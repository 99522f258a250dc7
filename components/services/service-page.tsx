import ExternalLink from "lucide-react/icons/external-link";
import type { CSSProperties, ReactNode } from "react";
import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { ArchiveService, EditService, SayStatus } from "#components/services/service-actions.tsx";
import type { Choices } from "#components/services/service-fields.tsx";
import { type SettingView, SettingViews, settingsOf } from "#components/services/setting-views.tsx";
import { SettingsPanels } from "#components/services/settings-panels.tsx";
import { ThresholdsPanel } from "#components/services/thresholds-panel.tsx";
import { STATUS, sayHours } from "#components/services/words.ts";
import { PageHead } from "#components/shell/page-head.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { formatDate } from "#lib/platform/format.ts";
import type { ServiceDto, SettingDto, ThresholdDto } from "#lib/services/schema.ts";

type Props = {
  service: ServiceDto;
  settings: SettingDto[];
  thresholds: ThresholdDto[];
  choices: Choices;
  zone: string;
  view: SettingView;
  /** What other rooms know of it: open incidents, checklists. */
  work: ReactNode;
};

/** One service: how it is, whose it is, and every figure it is judged by, with where each comes from. */
export function ServicePage({ service, settings, thresholds, choices, zone, view, work }: Props) {
  const { abilities } = service;
  const shown = settingsOf(view, settings, true);
  return (
    <>
      <PageHead
        title={service.name}
        crumbs={[{ label: "Services", href: "/services" }, { label: service.name }]}
        say={service.about || undefined}
      >
        <div className="row wrap">
          {service.archivedAt ? <Badge>Archived</Badge> : null}
          {abilities.edit ? <EditService service={service} choices={choices} /> : null}
          {abilities.archive ? <ArchiveService service={service} /> : null}
        </div>
      </PageHead>
      <div className="cols" style={{ "--side": "348px" } as CSSProperties}>
        <div className="stack">
          <ThresholdsPanel serviceId={service.id} thresholds={thresholds} may={abilities.settings} />
          <section className="stack scroll-mt-4" id="settings" aria-label="Figures">
            <div className="row wrap">
              <h2 className="grow">Figures</h2>
              <SettingViews path={`/services/${service.id}`} view={view} settings={settings} ofService />
            </div>
            <SettingsPanels settings={shown} serviceId={service.id} may={abilities.settings} />
            {shown.length === 0 ? (
              <p className="note">Every figure is the default. The profile of a service may bring others.</p>
            ) : null}
          </section>
        </div>
        <div className="stack max-sm:order-first">
          <Panel title="How it is" padded>
            {abilities.status ? (
              <SayStatus service={service} />
            ) : (
              <StateWord state={STATUS[service.status].state}>{STATUS[service.status].word}</StateWord>
            )}
          </Panel>
          {work}
          <PropertyPanel
            title="About"
            termWidth={104}
            items={[
              {
                term: "Owner",
                value: (
                  <Anchor className="link" href={`/settings/teams/${service.team.id}`}>
                    {service.team.name}
                  </Anchor>
                ),
              },
              { term: "Profile", value: service.profile.name },
              { term: "Service hours", value: sayHours(service.serviceHours) },
              { term: "Since", value: formatDate(service.createdAt, zone) },
            ]}
          />
          <Links service={service} />
        </div>
      </div>
    </>
  );
}

function Links({ service }: { service: ServiceDto }) {
  return (
    <Panel title="Links" count={service.links.length} tight>
      {service.links.length === 0 ? (
        <EmptyState title="No link yet">Dashboards, logs, the repository: what one opens first.</EmptyState>
      ) : (
        <ul>
          {service.links.map((link) => (
            <li key={`${link.title} ${link.url}`} className="border-line border-t">
              <a
                className="row min-h-9 px-3.5 hover:bg-hover max-sm:min-h-11"
                href={link.url}
                target="_blank"
                rel="noreferrer"
              >
                <span className="grow trunc">{link.title}</span>
                <ExternalLink className="s t3" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

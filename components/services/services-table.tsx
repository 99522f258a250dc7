import Boxes from "lucide-react/icons/boxes";
import type { ReactNode } from "react";
import { DataList } from "#components/patterns/data-list.tsx";
import { STATUS, sayHours } from "#components/services/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { plural } from "#lib/platform/format.ts";
import type { ServiceDto } from "#lib/services/schema.ts";

type Props = { services: ServiceDto[]; next: string | undefined; filtered: boolean; first: ReactNode };

/** Services by name: how they are, whose they are, what they start from. */
export function ServicesTable({ services, next, filtered, first }: Props) {
  return (
    <DataList
      caption="Services"
      rows={services}
      rowKey={(service) => service.id}
      more={{ shown: services.length, href: next }}
      empty={
        <EmptyState
          icon={<Boxes />}
          title={filtered ? "No service fits" : "No service yet"}
          actions={filtered ? null : first}
        >
          {filtered
            ? "Take a filter away to see more."
            : "Add what your team runs; checklists and incidents are counted on it."}
        </EmptyState>
      }
      columns={[
        {
          key: "name",
          head: "Service",
          shrinks: true,
          cell: (service) => (
            <span className="!grid py-1.5 leading-tight max-sm:py-0">
              <Anchor className="m trunc" href={`/services/${service.id}`}>
                {service.name}
              </Anchor>
              {service.about ? <span className="xs t3 trunc">{service.about}</span> : null}
            </span>
          ),
        },
        {
          key: "status",
          head: "Is",
          cell: (service) =>
            service.archivedAt ? (
              <Badge>Archived</Badge>
            ) : (
              <StateWord state={STATUS[service.status].state}>{STATUS[service.status].word}</StateWord>
            ),
        },
        { key: "team", head: "Owner", cell: (service) => <span className="t2">{service.team.name}</span> },
        {
          key: "profile",
          head: "Profile",
          className: "max-lg:hidden",
          cell: (service) => <span className="t2">{service.profile.name}</span>,
        },
        {
          key: "hours",
          head: "Service hours",
          className: "max-lg:hidden",
          cell: (service) => <span className="t2">{sayHours(service.serviceHours)}</span>,
        },
        {
          key: "own",
          head: "Own figures",
          right: true,
          className: "max-sm:hidden",
          cell: (service) => (
            <span className="t2">
              {service.ownSettings > 0 ? plural(service.ownSettings, "figure") : "–"}
            </span>
          ),
        },
      ]}
    />
  );
}

"use client";

import ChevronDown from "lucide-react/icons/chevron-down";
import Download from "lucide-react/icons/download";
import Printer from "lucide-react/icons/printer";
import { csvUrl, kpiUrl, type Place } from "#components/kpis/address.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { formatDate, formatDay } from "#lib/platform/format.ts";

export const PERIODS = [7, 30, 90, 365] as const;

type Props = {
  place: Place;
  service: { id: string; name: string } | null;
  services: ReadonlyArray<{ id: string; name: string }>;
  days: number;
  period: { from: string; to: string };
  zone: string;
};

function Label({ children }: { children: string }) {
  return (
    <>
      {children}
      <ChevronDown className="s" />
    </>
  );
}

/** Service, period and comparison, each in the address; print and CSV of what is shown. */
export function KpiFilters({ place, service, services, days, period, zone }: Props) {
  const last = new Date(Date.parse(period.to) - 1).toISOString();
  const span = `${formatDay(period.from, zone)} – ${formatDate(last, zone)}`;
  const choice = (id: string, label: string, href: string, checked: boolean) => ({
    id,
    label,
    href,
    checked,
  });
  return (
    <div className="row kpick noprint">
      <Menu
        label="Service"
        sections={[
          {
            items: [
              choice("all", "All services", kpiUrl(place, { service: null }), service === null),
              ...services.map((one) =>
                choice(one.id, one.name, kpiUrl(place, { service: one.id }), service?.id === one.id),
              ),
            ],
          },
        ]}
      >
        <Label>{service?.name ?? "All services"}</Label>
      </Menu>
      <Menu
        label="Period"
        sections={[
          {
            items: PERIODS.map((one) =>
              choice(String(one), `Last ${one} days`, kpiUrl(place, { days: one, asOf: null }), days === one),
            ),
          },
        ]}
      >
        <Label>{span}</Label>
      </Menu>
      <Menu
        label="Compare"
        sections={[
          {
            items: [
              choice(
                "before",
                "With the period before",
                kpiUrl(place, { compare: "before" }),
                Boolean(place.compare),
              ),
              choice("none", "Without", kpiUrl(place, { compare: null }), !place.compare),
            ],
          },
        ]}
      >
        <Label>{place.compare ? "Compare: before" : "Compare: none"}</Label>
      </Menu>
      <LinkButton
        variant="soft"
        iconOnly
        icon={<Download />}
        label="Overview as CSV"
        href={csvUrl("overview.csv", { serviceId: service?.id, days: String(days) })}
        download
      />
      <Button variant="soft" iconOnly icon={<Printer />} label="Print" onClick={() => window.print()} />
    </div>
  );
}

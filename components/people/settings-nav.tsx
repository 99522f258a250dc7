"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { SegmentedLinks } from "#components/ui/choices.tsx";

const PLACES = [
  { href: "/settings", label: "Overview", admin: false },
  { href: "/settings/people", label: "People", admin: false },
  { href: "/settings/teams", label: "Teams", admin: false },
  { href: "/settings/escalations", label: "Escalation", admin: false },
  { href: "/settings/figures", label: "Figures", admin: false },
  { href: "/settings/catalogue", label: "Catalogue", admin: true },
  { href: "/settings/deliveries", label: "Deliveries", admin: false },
  { href: "/settings/gateways", label: "Gateways", admin: true },
  { href: "/settings/tokens", label: "API tokens", admin: true },
  { href: "/settings/audit", label: "Audit", admin: true },
];

/** The rooms of the settings, of which only an administrator sees the last. */
export function SettingsNav({ admin }: { admin: boolean }) {
  const path = usePathname();
  const row = useRef<HTMLDivElement>(null);
  // On a phone the row is longer than the screen: where one is stays in view.
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>("[aria-current]");
    if (current && row.current) row.current.scrollLeft = current.offsetLeft - 40;
  }, [path]);
  const inside = (href: string) => (href === "/settings" ? path === href : path.startsWith(href));
  const items = PLACES.filter((one) => admin || !one.admin).map((one) => ({
    href: one.href,
    label: one.label,
    current: inside(one.href),
  }));
  return (
    <div ref={row} className="noprint relative mb-3.5 max-w-full overflow-x-auto">
      <SegmentedLinks label="Settings" items={items} />
    </div>
  );
}

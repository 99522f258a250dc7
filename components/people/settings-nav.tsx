"use client";

import { usePathname } from "next/navigation";
import { SegmentedLinks } from "#components/ui/choices.tsx";

const PLACES = [
  { href: "/settings", label: "Overview", admin: false },
  { href: "/settings/people", label: "People", admin: false },
  { href: "/settings/teams", label: "Teams", admin: false },
  { href: "/settings/figures", label: "Figures", admin: false },
  { href: "/settings/catalogue", label: "Catalogue", admin: true },
  { href: "/settings/tokens", label: "API tokens", admin: true },
  { href: "/settings/audit", label: "Audit", admin: true },
];

/** The rooms of the settings, of which only an administrator sees the last. */
export function SettingsNav({ admin }: { admin: boolean }) {
  const path = usePathname();
  const inside = (href: string) => (href === "/settings" ? path === href : path.startsWith(href));
  const items = PLACES.filter((one) => admin || !one.admin).map((one) => ({
    href: one.href,
    label: one.label,
    current: inside(one.href),
  }));
  return (
    <div className="noprint mb-3.5 max-w-full overflow-x-auto">
      <SegmentedLinks label="Settings" items={items} />
    </div>
  );
}

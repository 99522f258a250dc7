import { SegmentedLinks } from "#components/ui/choices.tsx";

/** The three views of the record. */
export function AuditTabs({ current }: { current: "all" | "sign-ins" | "refusals" }) {
  return (
    <SegmentedLinks
      label="View"
      className="max-sm:w-full"
      items={[
        { href: "/settings/audit", label: "Record", current: current === "all" },
        { href: "/settings/audit/sign-ins", label: "Failed sign-ins", current: current === "sign-ins" },
        { href: "/settings/audit/refusals", label: "Refusals", current: current === "refusals" },
      ]}
    />
  );
}

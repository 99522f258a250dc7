import BookOpen from "lucide-react/icons/book-open";
import Boxes from "lucide-react/icons/boxes";
import ChartLine from "lucide-react/icons/chart-line";
import ListChecks from "lucide-react/icons/list-checks";
import NotebookPen from "lucide-react/icons/notebook-pen";
import PhoneCall from "lucide-react/icons/phone-call";
import Settings2 from "lucide-react/icons/settings-2";
import Siren from "lucide-react/icons/siren";
import Sun from "lucide-react/icons/sun";
import type { ComponentType } from "react";
import type { ShellCounts } from "#components/shell/shell-data.ts";

export type Place = {
  href: string;
  label: string;
  /** The letter after `g`. */
  jump: string;
  icon: ComponentType<{ className?: string }>;
  count?: keyof ShellCounts | undefined;
};

/** The places in the order of the day. */
export const PLACES: ReadonlyArray<Place> = [
  { href: "/today", label: "Today", jump: "t", icon: Sun, count: "today" },
  { href: "/incidents", label: "Incidents", jump: "i", icon: Siren, count: "incidents" },
  { href: "/checklists", label: "Checklists", jump: "c", icon: ListChecks, count: "checklists" },
  { href: "/on-call", label: "On-call", jump: "o", icon: PhoneCall },
  { href: "/postmortems", label: "Postmortems", jump: "p", icon: NotebookPen, count: "postmortems" },
  { href: "/runbooks", label: "Runbooks", jump: "r", icon: BookOpen },
  { href: "/kpis", label: "KPIs", jump: "k", icon: ChartLine },
];

/** Below the line: what is set up once. */
export const BACK_ROOMS: ReadonlyArray<Place> = [
  { href: "/services", label: "Services", jump: "v", icon: Boxes },
  { href: "/settings", label: "Settings", jump: "s", icon: Settings2 },
];

/** Where the frame's other links lead. */
export const LINKS = {
  declare: "/incidents/new",
  inbox: "/notifications",
  profile: "/profile",
  signOut: "/sign-out",
} as const;

/** Whether `pathname` lies inside a place. */
export function isCurrent(place: Pick<Place, "href">, pathname: string): boolean {
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}

import CalendarRange from "lucide-react/icons/calendar-range";
import ChevronRight from "lucide-react/icons/chevron-right";
import Contact from "lucide-react/icons/contact";
import FileSignature from "lucide-react/icons/file-signature";
import ListOrdered from "lucide-react/icons/list-ordered";
import Plus from "lucide-react/icons/plus";
import Scale from "lucide-react/icons/scale";
import { Anchor } from "#components/ui/anchor.tsx";

const PAGES = [
  { href: "/on-call/mine", label: "My shifts", say: "give away, time off", icon: CalendarRange },
  { href: "/on-call/handoffs", label: "Handoffs", say: "both signatures, kept", icon: FileSignature },
  { href: "/on-call/contacts", label: "Contacts", say: "who to call, to print", icon: Contact },
  { href: "/on-call/coverage", label: "Coverage and load", say: "month by month", icon: Scale },
  { href: "/on-call/schedules", label: "Schedules", say: "all, and archived ones", icon: ListOrdered },
] as const;
const NEW = { href: "/on-call/schedules/new", label: "New schedule", say: "", icon: Plus } as const;

/** Where the rest of on-call is. */
export function OncallLinks({ mayCreate }: { mayCreate: boolean }) {
  return (
    <nav className="panel more-of" aria-label="More of on-call">
      {[...PAGES, ...(mayCreate ? [NEW] : [])].map(({ href, label, say, icon: Icon }) => (
        <Anchor key={href} href={href}>
          <Icon className="s" />
          <span className="m">{label}</span>
          <span className="xs t3 trunc grow">{say}</span>
          <ChevronRight className="s" />
        </Anchor>
      ))}
    </nav>
  );
}

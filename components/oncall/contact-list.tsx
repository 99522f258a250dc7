import Phone from "lucide-react/icons/phone";
import { CONTACT_NAMES } from "#components/notifications/words.ts";
import { DataList } from "#components/patterns/data-list.tsx";
import { Avatar, Badge } from "#components/ui/marks.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { CallLine, ContactCard } from "#lib/oncall/queries/contacts.ts";

type Row = ContactCard & Partial<Pick<CallLine, "because">>;

const tel = (phone: string) => `tel:${phone.replaceAll(/[^+\d]/g, "")}`;

/** People with how they are rung: in the order to call where a team is asked for, else by name. */
export function ContactList({ rows, caption }: { rows: ReadonlyArray<Row>; caption: string }) {
  const ordered = rows.some((row) => row.because);
  return (
    <DataList<Row>
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      phoneColumns="minmax(0,1fr) auto"
      columns={[
        {
          key: "name",
          head: ordered ? "In this order" : "Person",
          shrinks: true,
          cell: (row) => (
            <span className="row min-w-0 py-1">
              <Avatar name={row.name} />
              <span className="grid min-w-0">
                <span className="m trunc">{row.name}</span>
                {row.because ? (
                  <span className="xs t3 trunc">{row.because.join(", ")}</span>
                ) : (
                  <span className="xs t3 trunc lg:hidden">{row.email}</span>
                )}
              </span>
            </span>
          ),
        },
        {
          key: "phone",
          head: "Number",
          className: "max-sm:col-start-2 max-sm:row-start-1",
          cell: (row) =>
            row.phone ? (
              <a className="link row nw" href={tel(row.phone)}>
                <Phone className="s" aria-hidden />
                <span className="num">{row.phone}</span>
              </a>
            ) : (
              <span className="t3">no number</span>
            ),
        },
        {
          key: "mail",
          head: "Mail",
          className: "max-lg:hidden",
          cell: (row) => (
            <a className="link" href={`mailto:${row.email}`}>
              {row.email}
            </a>
          ),
        },
        {
          key: "ways",
          head: "Pages reach them by",
          className: "max-sm:hidden noprint",
          cell: (row) => (
            <span className={row.wakes ? "t2" : "warn"}>
              {row.ways.length === 0
                ? "nothing"
                : `${row.ways.map((way) => CONTACT_NAMES[way.kind]).join(", ")}${row.wakes ? "" : "; nothing wakes them"}`}
            </span>
          ),
        },
        {
          key: "confirmed",
          head: "Confirmed",
          className: "max-sm:col-start-1 max-sm:col-span-2",
          cell: (row) =>
            row.confirmedAt ? (
              <span className={row.stale ? "warn" : "t2"}>
                <span className="phone">Confirmed </span>
                <RelativeTime iso={row.confirmedAt} />
              </span>
            ) : (
              <Badge tone="warn">Never confirmed</Badge>
            ),
        },
      ]}
      empty={<EmptyState title="Nobody found">Change the words or the team.</EmptyState>}
    />
  );
}

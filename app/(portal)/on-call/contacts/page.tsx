import type { Metadata } from "next";
import { readQuery } from "#components/auth/list-query.ts";
import { ContactList } from "#components/oncall/contact-list.tsx";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { contactTeams, listContacts } from "#lib/oncall/queries/contacts.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Contacts" };
const PLACE = "/on-call/contacts";

/** Who can be rung, how, and when they last said that it is right. */
export default async function ContactsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const ctx = await pageCtx();
  const query = await readQuery(searchParams);
  const teams = await contactTeams(ctx);
  const team = teams.find((one) => one.id === query.team);
  const rows = await listContacts(ctx, { teamId: team?.id, q: query.q?.slice(0, 200) });
  const stale = rows.filter((row) => row.stale).length;
  return (
    <>
      <PageHead
        title="Contacts"
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: "Contacts" }]}
        say={
          stale === 0
            ? "Everybody here has confirmed their details within a month."
            : `${stale} of ${rows.length} have not confirmed their details for a month.`
        }
      >
        {team ? <LinkButton href={`${PLACE}/${team.id}`}>Who to call for {team.name}</LinkButton> : null}
      </PageHead>
      <FilterBar
        action={PLACE}
        label="Contacts"
        search={{ name: "q", value: query.q ?? "", placeholder: "Name, number or mail" }}
        selects={[
          {
            name: "team",
            label: "Team",
            any: "All teams",
            value: team?.id ?? "",
            options: teams.map((one) => ({ value: one.id, label: one.name })),
          },
        ]}
      />
      <Panel label="People">
        <ContactList rows={rows} caption="Contacts" />
      </Panel>
    </>
  );
}

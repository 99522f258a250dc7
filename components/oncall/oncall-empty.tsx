import PhoneCall from "lucide-react/icons/phone-call";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";

/** No schedule, or none of this team: the one next step. */
export function OncallEmpty({ mayCreate, filtered }: { mayCreate: boolean; filtered: boolean }) {
  const create = mayCreate ? (
    <LinkButton variant="primary" href="/on-call/schedules/new">
      New schedule
    </LinkButton>
  ) : null;
  const all = filtered ? <LinkButton href="/on-call">Every team</LinkButton> : null;
  return (
    <>
      <PageHead title="On-call" say="Who is on call now, and who comes then." />
      <Panel label="Schedules">
        <EmptyState
          icon={<PhoneCall />}
          title={filtered ? "No schedule of this team yet" : "No schedule yet"}
          actions={
            create || all ? (
              <>
                {create}
                {all}
              </>
            ) : undefined
          }
        >
          Until there is one, a page rings the team's lead, then its deputy, then the administrators.
          {mayCreate
            ? " Say who takes turns, and see the next twelve months before you save."
            : " A lead of the team makes one."}
        </EmptyState>
      </Panel>
    </>
  );
}

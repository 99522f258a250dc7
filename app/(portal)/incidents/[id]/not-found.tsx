import Siren from "lucide-react/icons/siren";
import { LinkButton } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";

export default function NotFound() {
  return (
    <Panel label="No such incident">
      <EmptyState
        icon={<Siren />}
        level={1}
        title="There is no such incident, or you may not see it"
        actions={<LinkButton href="/incidents">All incidents</LinkButton>}
      >
        Private incidents are seen by the people named on them; those of a closed team by its members.
      </EmptyState>
    </Panel>
  );
}

"use client";

import ListChecks from "lucide-react/icons/list-checks";
import UserPlus from "lucide-react/icons/user-plus";
import Users from "lucide-react/icons/users";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import type { LoadReport } from "#lib/registry/catalogue/schema.ts";

function Step(props: { icon: ReactNode; title: string; sub: ReactNode; children: ReactNode }) {
  return (
    <ListRow two columns="18px minmax(0,1fr) auto" phoneColumns="18px minmax(0,1fr) auto">
      <span className="t2">{props.icon}</span>
      <RowTitle title={props.title} sub={props.sub} />
      {props.children}
    </ListRow>
  );
}

/** Starts a run of the first daily check and goes there. */
function StartCheck({ templateId }: { templateId: string }) {
  const router = useRouter();
  const sending = useSend();
  async function start() {
    const run = await sending.send((idempotencyKey) =>
      callApi<{ id: string }>("POST", "/checklist-runs", { templateId }, { idempotencyKey }),
    );
    if (run) router.push(`/checklists/runs/${run.id}`);
  }
  return (
    <span className="grid justify-items-end gap-1">
      <Button variant="primary" busy={sending.busy} busyLabel="Starting" onClick={() => void start()}>
        Start
      </Button>
      <FieldError>{sending.rest()}</FieldError>
    </span>
  );
}

/** What to do with what was loaded, the first check first. */
export function NextSteps({ report }: { report: LoadReport }) {
  const { firstCheck, team } = report;
  return (
    <Panel title="What to do next" call>
      <ul>
        {firstCheck ? (
          <Step
            icon={<ListChecks />}
            title={firstCheck.title}
            sub="Do the first one now, without waiting until it comes round."
          >
            <StartCheck templateId={firstCheck.templateId} />
          </Step>
        ) : null}
        <Step
          icon={<UserPlus />}
          title="Invite colleagues"
          sub="By a link; each gets an account of their own."
        >
          <LinkButton href="/settings/people">Invite</LinkButton>
        </Step>
        <Step
          icon={<Users />}
          title="Say who fills the duty roles"
          sub="The escalation policy stays a draft until each of its roles is filled."
        >
          <LinkButton href={`/settings/teams/${team.id}`}>Open {team.name}</LinkButton>
        </Step>
      </ul>
    </Panel>
  );
}

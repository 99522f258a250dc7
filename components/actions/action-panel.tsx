import X from "lucide-react/icons/x";
import { DoneButton, EditAction, WaiveAction } from "#components/actions/action-buttons.tsx";
import type { Choice } from "#components/actions/action-fields.tsx";
import { Due } from "#components/actions/due.tsx";
import { PRIORITY_WORDS, SOURCE_WORDS, STATE_WORDS } from "#components/actions/words.ts";
import { DefinitionList } from "#components/patterns/definition-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { ActionDto } from "#lib/actions/schema.ts";

function facts(action: ActionDto) {
  const { source, doneAt } = action;
  return [
    {
      term: "State",
      value: STATE_WORDS[action.state] ?? action.state,
      hint: action.waivedReason ?? undefined,
    },
    { term: "Owner", value: action.owner?.name ?? "Nobody yet" },
    { term: "Due", value: <Due action={action} /> },
    { term: "Priority", value: PRIORITY_WORDS[action.priority] ?? action.priority },
    { term: "Team", value: action.team.name || "another team" },
    ...(action.service ? [{ term: "Service", value: action.service.name }] : []),
    {
      term: "From",
      value: source.url ? (
        <Anchor className="link" href={source.url}>
          {source.label || SOURCE_WORDS[source.kind]}
        </Anchor>
      ) : (
        (SOURCE_WORDS[source.kind] ?? "")
      ),
    },
    ...(doneAt
      ? [{ term: "Done", value: <RelativeTime iso={doneAt} />, hint: action.doneBy?.name ?? undefined }]
      : []),
    { term: "Added", value: <RelativeTime iso={action.createdAt} /> },
  ];
}

/** One action with everything about it and everything one may do with it. */
export function ActionPanel(props: { action: ActionDto; people: ReadonlyArray<Choice>; closeHref: string }) {
  const { action, people, closeHref } = props;
  return (
    <Panel
      as="aside"
      className="max-lg:order-first"
      title={action.title}
      end={
        <LinkButton
          variant="quiet"
          size="sm"
          iconOnly
          icon={<X />}
          label="Close"
          href={closeHref}
          scroll={false}
        />
      }
      padded
    >
      <div className="grid gap-3">
        {action.detail ? <p className="whitespace-pre-wrap">{action.detail}</p> : null}
        <DefinitionList items={facts(action)} />
        <div className="row wrap">
          <DoneButton action={action} />
          <EditAction key={action.version} action={action} people={people} />
          <WaiveAction action={action} />
        </div>
      </div>
    </Panel>
  );
}

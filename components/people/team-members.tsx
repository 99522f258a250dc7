"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { useSend } from "#components/auth/use-send.ts";
import { KIND_WORDS, kindOptions } from "#components/people/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { Avatar } from "#components/ui/marks.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import type { TeamDto } from "#lib/people/schema.ts";
import type { MembershipKind } from "#lib/platform/context.ts";

type Person = { id: string; name: string };
type Props = { team: TeamDto; people: ReadonlyArray<Person>; me: string };

/** Who is in the team and as what; its leads change it here. */
export function TeamMembers({ team, people, me }: Props) {
  const router = useRouter();
  const sending = useSend();
  const closed = team.visibility === "closed";
  const may = team.abilities.members;

  async function act(id: string, member: TeamDto["members"][number]) {
    const path = `/teams/${team.id}/members/${member.id}`;
    const done = await sending.send((idempotencyKey) =>
      id === "remove"
        ? callSensitive("DELETE", path, undefined, { idempotencyKey })
        : callSensitive("PUT", path, { kind: id }, { idempotencyKey }),
    );
    router.refresh();
    if (!done) return;
    const word = id === "remove" ? "no longer in the team" : KIND_WORDS[id as MembershipKind].toLowerCase();
    toast({ title: `${member.name} is ${word}`, tone: "ok" });
  }

  return (
    <Panel
      title="People"
      count={team.members.length}
      end={may ? <AddMember team={team} people={people} closed={closed} /> : null}
    >
      {sending.problem ? (
        <div className="field px-3.5 pb-2" role="alert">
          <FieldError>{sending.rest()}</FieldError>
        </div>
      ) : null}
      <ul>
        {team.members.map((member) => (
          <ListRow
            key={member.id}
            two
            columns="24px minmax(0,1fr) auto 32px"
            phoneColumns="24px minmax(0,1fr) auto 44px"
          >
            <Avatar name={member.name} me={member.id === me} />
            <RowTitle
              title={<Anchor href={`/settings/people/${member.id}`}>{member.name}</Anchor>}
              sub={<span className="trunc">{member.email}</span>}
            />
            <span className={member.kind === "lead" ? "m" : "t2"}>{KIND_WORDS[member.kind]}</span>
            {may ? (
              <Menu
                label={`Change ${member.name}`}
                variant="quiet"
                size="sm"
                onAction={(id) => void act(id, member)}
                sections={[
                  {
                    items: kindOptions(closed).map((kind) => ({
                      id: kind.value,
                      label: `Make ${kind.label.toLowerCase()}`,
                      checked: member.kind === kind.value,
                      disabled: member.kind === kind.value,
                    })),
                  },
                  { items: [{ id: "remove", label: "Take out of the team", danger: true }] },
                ]}
              />
            ) : (
              <span />
            )}
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}

function AddMember({
  team,
  people,
  closed,
}: {
  team: TeamDto;
  people: ReadonlyArray<Person>;
  closed: boolean;
}) {
  const inside = new Set(team.members.map((one) => one.id));
  const others = people.filter((one) => !inside.has(one.id));
  return (
    <FormDialogButton
      trigger={{ variant: "soft", size: "sm", icon: <Plus />, children: "Add" }}
      title={`Add to ${team.name}`}
      verb="Add"
      busyLabel="Adding"
      fields={["userId", "kind"]}
      onSend={({ text, idempotencyKey }) =>
        callSensitive(
          "PUT",
          `/teams/${team.id}/members/${text.userId || "none"}`,
          { kind: text.kind },
          { idempotencyKey },
        )
      }
    >
      {(at) => (
        <>
          <Select
            label="Person"
            name="userId"
            placeholder={others.length > 0 ? "Choose somebody" : "Everybody is in the team"}
            required
            autoFocus
            options={others.map((one) => ({ value: one.id, label: one.name }))}
            error={at("userId") ? "Choose somebody." : undefined}
          />
          <Select
            label="As"
            name="kind"
            defaultValue="member"
            options={kindOptions(closed)}
            error={at("kind")}
          />
        </>
      )}
    </FormDialogButton>
  );
}

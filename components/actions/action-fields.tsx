"use client";

import { PRIORITY_WORDS } from "#components/actions/words.ts";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import type { ActionDto } from "#lib/actions/schema.ts";

export type Choice = { id: string; name: string };
export const ACTION_FIELDS = ["title", "detail", "ownerId", "dueOn", "priority", "teamId"];

/** What the fields say, as the API takes it; empty means nobody, or no date. */
export function actionBody(text: Record<string, string>) {
  return {
    title: text.title ?? "",
    detail: text.detail ?? "",
    ownerId: text.ownerId || null,
    dueOn: text.dueOn || null,
    priority: text.priority || "normal",
  };
}

/** What, who, by when, how urgent. */
export function ActionFields(props: {
  people: ReadonlyArray<Choice>;
  at: (path: string) => string | undefined;
  action?: ActionDto | undefined;
  /** Which team's it is; absent where that is settled. */
  teams?: ReadonlyArray<Choice> | undefined;
}) {
  const { people, at, action, teams } = props;
  return (
    <>
      <TextInput
        label="What is to be done"
        name="title"
        defaultValue={action?.title}
        maxLength={200}
        autoFocus
        error={at("title")}
      />
      {teams ? (
        <Select
          label="Team"
          name="teamId"
          options={teams.map((team) => ({ value: team.id, label: team.name }))}
          error={at("teamId")}
        />
      ) : null}
      <Select
        label="Owner"
        name="ownerId"
        placeholder="Nobody yet"
        defaultValue={action?.owner?.id ?? ""}
        options={people.map((one) => ({ value: one.id, label: one.name }))}
        error={at("ownerId")}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextInput
          label="Due"
          note="in the team's zone"
          name="dueOn"
          type="date"
          defaultValue={action?.dueOn ?? ""}
          error={at("dueOn")}
        />
        <Select
          label="Priority"
          name="priority"
          defaultValue={action?.priority ?? "normal"}
          options={Object.entries(PRIORITY_WORDS).map(([value, label]) => ({ value, label }))}
          error={at("priority")}
        />
      </div>
      <TextArea label="Detail" name="detail" rows={3} defaultValue={action?.detail} error={at("detail")} />
    </>
  );
}

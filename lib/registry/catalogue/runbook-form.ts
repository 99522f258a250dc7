/** Runbooks, recovery procedures and response procedures of the catalogue, put as runbooks. */
import type { Fix, RunbookContent, RunbookKind, Step } from "#lib/runbooks/model.ts";
import { EMPTY_CONTENT } from "#lib/runbooks/model.ts";
import type { CatalogueContent, CatalogueItem } from "../catalogue-file.ts";

type Runbook = CatalogueContent["runbooks"][number];
type Recovery = CatalogueContent["recoveryProcedures"][number];
type Response = CatalogueContent["responseProcedures"][number];
type Action = NonNullable<Response["steps"][number]["actions"]>[number];

/** What the file decides of a runbook. */
export interface RunbookForm {
  title: string;
  kind: RunbookKind;
  profileKey: string | null;
  triggers: string[];
  content: RunbookContent;
  notes: string;
}

/** Names of vendors, runbooks and procedures by their key. */
export type NameOf = (key: string) => string;

/** Keeps out members that are undefined: what is stored has no word for them. */
const given = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

function fixForm(fix: NonNullable<Runbook["fixes"]>[number], nameOf: NameOf): Fix {
  const where = fix.services?.map(nameOf).join(", ");
  const second = fix.confirmBySecondPerson ? "A second person confirms it first." : "";
  const warning = [fix.warning, second].filter(Boolean).join(". ");
  return given({
    cause: fix.cause,
    fix: where ? `${fix.fix} (${where})` : fix.fix,
    warning: warning || undefined,
    opens: fix.opens,
  }) as Fix;
}

function runbookForm(content: Runbook, nameOf: NameOf): RunbookForm {
  return {
    title: content.title,
    kind: content.kind ?? "response",
    profileKey: content.profile ?? null,
    triggers: content.triggers ?? [],
    content: {
      symptoms: content.symptoms ?? [],
      diagnosis: (content.diagnosis ?? []).map((step) => given(step) as Step),
      fixes: (content.fixes ?? []).map((fix) => fixForm(fix, nameOf)),
      commands: content.commands ?? [],
      steps: content.steps ?? [],
      escalateIf: (content.escalateIf ?? []).map(({ assumed: _assumed, ...rule }) => rule),
    },
    notes: "",
  };
}

const hours = (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`);

function recoveryForm(content: Recovery, nameOf: NameOf): RunbookForm {
  const { rtoMinutes, rpoMinutes, uses } = content;
  const notes = [
    rtoMinutes === undefined ? "" : `Back within ${hours(rtoMinutes)}.`,
    rpoMinutes === undefined ? "" : `At most ${hours(rpoMinutes)} of data lost.`,
    uses === undefined ? "" : `Follow “${nameOf(uses)}”.`,
  ];
  const steps = (content.steps ?? []).map(({ text, command, uses: other }) => {
    const step = other === undefined ? text : `${text}: follow “${nameOf(other)}”`;
    return given({ step, command }) as Step;
  });
  const follow: Step[] = uses === undefined ? [] : [{ step: `Follow “${nameOf(uses)}”` }];
  return {
    title: content.title,
    kind: "recovery",
    profileKey: content.profile,
    triggers: [],
    content: { ...EMPTY_CONTENT, steps: steps.length > 0 ? steps : follow },
    notes: notes.filter(Boolean).join(" "),
  };
}

function actionStep(action: Action, before: string): Step {
  const { timerMinutes, mayBeNa } = action;
  const more = [
    timerMinutes ? `${timerMinutes.min} to ${timerMinutes.max} min` : "",
    mayBeNa ? "if it applies" : "",
  ].filter(Boolean);
  const step = `${before}: ${action.text}${more.length > 0 ? ` (${more.join(", ")})` : ""}`;
  return given({ step, service: action.service }) as Step;
}

function responseForm(content: Response): RunbookForm {
  const steps = content.steps.flatMap((step): Step[] => {
    const timed = step.fromMinute === undefined ? "" : ` (min ${step.fromMinute} to ${step.toMinute ?? ""})`;
    const title = `${step.title}${timed}`;
    return step.actions ? step.actions.map((action) => actionStep(action, title)) : [{ step: title }];
  });
  const notes = [
    content.appliesTo ? `For ${content.appliesTo.severities.join(" and ")}.` : "",
    content.incidentType ? `For incidents of the type ${content.incidentType.replaceAll("-", " ")}.` : "",
    content.visibility === "restricted" ? "Only those who work on it should see it." : "",
  ];
  return {
    title: content.title,
    kind: "reference",
    profileKey: content.profile ?? null,
    triggers: [],
    content: { ...EMPTY_CONTENT, steps },
    notes: notes.filter(Boolean).join(" "),
  };
}

/** The runbook made of a runbook, a recovery procedure or a response procedure. */
export function formOfRunbook(item: CatalogueItem, nameOf: NameOf): RunbookForm {
  if (item.kind === "recoveryProcedures") return recoveryForm(item.content as Recovery, nameOf);
  if (item.kind === "responseProcedures") return responseForm(item.content as Response);
  return runbookForm(item.content as Runbook, nameOf);
}

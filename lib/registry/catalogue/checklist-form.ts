/** A checklist of the catalogue, put as `POST /checklist-templates` takes it. */
import type { ChecklistItem, ChecklistSection } from "#lib/checklists/model.ts";
import { CreateTemplate } from "#lib/checklists/schema/templates.ts";
import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";
import { fieldErrors } from "#lib/platform/input.ts";
import type { CatalogueContent, CatalogueItem } from "../catalogue-file.ts";

type Recurring = CatalogueContent["checklists"][number];
type Triggered = CatalogueContent["deploymentChecklists"][number];
type Section = Recurring["sections"][number];
type Item = Section["items"][number];

function itemForm(item: Item, na: boolean): ChecklistItem {
  const { items, ...rest } = item;
  const inside = items?.map((one) => itemForm(one, na));
  // A section that may not apply as a whole says so of each of its items.
  return { ...rest, ...(na && !inside ? { mayBeNa: true } : {}), ...(inside ? { items: inside } : {}) };
}

function sectionForm({ mayBeNa = false, items, ...rest }: Section): ChecklistSection {
  return { ...rest, items: items.map((item) => itemForm(item, mayBeNa)) };
}

/** The catalogue says which figures no guide gives; a rule that runs has no such word. */
function ruleForm(rule: NonNullable<Recurring["escalateIf"]>[number]) {
  if ("event" in rule) return rule;
  const { assumed: _assumed, ...form } = rule;
  return form;
}

const isRecurring = (content: Recurring | Triggered): content is Recurring => "cadence" in content;

const sentences = (...notes: Array<string | undefined>) => notes.filter(Boolean).join("\n");

function recurringForm(content: Recurring) {
  const { cadence, estimateMinutes, escalateIf, note } = content;
  return {
    rrule: cadence.rrule ?? null,
    time: cadence.rrule ? (cadence.time ?? "09:00") : null,
    trigger: cadence.trigger ?? null,
    estimateMinutes: { min: estimateMinutes.min, max: estimateMinutes.max },
    escalateIf: (escalateIf ?? []).map(ruleForm),
    note: sentences(note, cadence.note, estimateMinutes.note),
  };
}

const triggeredForm = (content: Triggered) => ({
  rrule: null,
  time: null,
  trigger: content.trigger,
  estimateMinutes: null,
  escalateIf: [],
  note: content.note ?? "",
});

/** Everything of a template that the file decides; who it is given to and its zone are the team's. */
export type TemplateForm = ReturnType<typeof recurringForm | typeof triggeredForm> & {
  title: string;
  sections: ChecklistSection[];
};

export function templateForm(content: Recurring | Triggered): TemplateForm {
  const form = isRecurring(content) ? recurringForm(content) : triggeredForm(content);
  return { ...form, title: content.title, sections: content.sections.map(sectionForm) };
}

/** A checklist as a template, with the hash of what the file decides; or why it cannot be one. */
export function readTemplateItem(
  item: CatalogueItem,
  place: { teamId: string; serviceId: string | null },
): { input: CreateTemplate; hash: string } | { why: string } {
  const form = templateForm(item.content as Recurring | Triggered);
  // Until somebody starts it, a run moves with whoever holds the pager.
  const read = CreateTemplate.safeParse({ ...form, ...place, assign: { kind: "pager" } });
  if (!read.success) {
    const fault = fieldErrors(read.error)[0];
    return { why: `${fault?.path ?? ""}: ${fault?.message ?? "It cannot be read."}` };
  }
  return { input: read.data, hash: sha256(canonicalJson(form)) };
}

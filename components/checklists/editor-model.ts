import type {
  ChecklistItem,
  ChecklistSection,
  Comparator,
  EscalateRule,
  ItemType,
  Measure,
} from "#lib/checklists/model.ts";
import type { TemplateDto } from "#lib/checklists/schema/templates.ts";

/** A figure as it is typed; "" is none. */
export interface FormMeasure {
  metric: string;
  unit: string;
  comparator: Comparator | "";
  target: string;
  min: string;
  max: string;
  warn: string;
  critical: string;
  kpiKey: string;
}

export interface FormItem {
  /** Stays the same while the form is open; the list's React key. */
  id: string;
  /** Null until it is first saved: made from the text then. */
  key: string | null;
  text: string;
  type: ItemType;
  required: boolean;
  mayBeNa: boolean;
  badWhen: "" | "yes" | "no";
  options: string;
  command: string;
  measure: FormMeasure | null;
  items: FormItem[];
  /** What the form does not show and gives back as it was. */
  kept: Partial<ChecklistItem>;
}

export interface FormSection {
  id: string;
  title: string;
  dueMinutes: string;
  items: FormItem[];
  kept: Partial<ChecklistSection>;
}

export interface FormRule {
  id: string;
  kind: "metric" | "event";
  metric: string;
  comparator: Exclude<Comparator, "trend" | "between">;
  value: string;
  unit: string;
  event: string;
  /** A rule of a kind the form does not edit, given back as it was. */
  kept: EscalateRule | null;
}

export const CADENCE_KINDS = ["on-demand", "daily", "workdays", "weekly", "monthly", "custom"] as const;
export type CadenceKind = (typeof CADENCE_KINDS)[number];

export interface TemplateForm {
  title: string;
  teamId: string;
  serviceId: string;
  cadence: CadenceKind;
  day: string;
  rule: string;
  time: string;
  zone: string;
  assignKind: "team" | "pager" | "person";
  assignId: string;
  dueAfterMinutes: string;
  graceMinutes: string;
  estimateMin: string;
  estimateMax: string;
  signOff: boolean;
  note: string;
  sections: FormSection[];
  rules: FormRule[];
}

let counter = 0;
/** A key for React that no other row of this page has. */
export const rowId = () => {
  counter += 1;
  return `row${counter}`;
};

export const emptyMeasure = (): FormMeasure => ({
  metric: "",
  unit: "",
  comparator: "",
  target: "",
  min: "",
  max: "",
  warn: "",
  critical: "",
  kpiKey: "",
});
export const emptyItem = (): FormItem => ({
  id: rowId(),
  key: null,
  text: "",
  type: "done",
  required: true,
  mayBeNa: true,
  badWhen: "",
  options: "",
  command: "",
  measure: null,
  items: [],
  kept: {},
});
export const emptySection = (): FormSection => ({
  id: rowId(),
  title: "",
  dueMinutes: "",
  items: [emptyItem()],
  kept: {},
});
export const emptyRule = (): FormRule => ({
  id: rowId(),
  kind: "metric",
  metric: "",
  comparator: "gt",
  value: "",
  unit: "",
  event: "any service down",
  kept: null,
});

export function emptyForm(team: { id: string; zone: string } | undefined): TemplateForm {
  return {
    title: "",
    teamId: team?.id ?? "",
    serviceId: "",
    cadence: "daily",
    day: "MO",
    rule: "",
    time: "09:00",
    zone: team?.zone ?? "UTC",
    assignKind: "team",
    assignId: "",
    dueAfterMinutes: "",
    graceMinutes: "",
    estimateMin: "",
    estimateMax: "",
    signOff: false,
    note: "",
    sections: [emptySection()],
    rules: [],
  };
}

const typed = (value: number | string | null | undefined) =>
  value === null || value === undefined ? "" : String(value);

function formItem(item: ChecklistItem): FormItem {
  const { key, text, type, required, mayBeNa, badWhen, options, command, measure, items, ...kept } = item;
  return {
    id: rowId(),
    key,
    text,
    type: type ?? "done",
    required: required !== false,
    mayBeNa: mayBeNa !== false,
    badWhen: badWhen ?? "",
    options: (options ?? []).join("\n"),
    command: command ?? "",
    measure: measure ? formMeasure(measure) : null,
    items: (items ?? []).map(formItem),
    kept,
  };
}

function formMeasure(measure: Measure): FormMeasure {
  return {
    metric: measure.metric ?? "",
    unit: measure.unit,
    comparator: measure.comparator ?? "",
    target: typed(measure.target),
    min: typed(measure.min),
    max: typed(measure.max),
    warn: typed(measure.warn),
    critical: typed(measure.critical),
    kpiKey: measure.kpiKey ?? "",
  };
}

function formRule(rule: EscalateRule): FormRule {
  const empty = emptyRule();
  if ("event" in rule) return { ...empty, kind: "event", event: rule.event };
  const { comparator } = rule;
  if (comparator === "between") return { ...empty, metric: rule.metric, kept: rule };
  return { ...empty, metric: rule.metric, comparator, value: typed(rule.value), unit: rule.unit ?? "" };
}

/** A rule's place among the choices of the form. */
export function cadenceFrom(rrule: string | null): Pick<TemplateForm, "cadence" | "day" | "rule"> {
  const none = { day: "MO", rule: rrule ?? "" };
  if (rrule === null) return { ...none, cadence: "on-demand" };
  if (rrule === "FREQ=DAILY") return { ...none, cadence: "daily" };
  if (rrule === "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") return { ...none, cadence: "workdays" };
  const weekly = /^FREQ=WEEKLY;BYDAY=([A-Z]{2})$/.exec(rrule)?.[1];
  if (weekly) return { ...none, cadence: "weekly", day: weekly };
  const monthly = /^FREQ=MONTHLY;BYDAY=1([A-Z]{2})$/.exec(rrule)?.[1];
  if (monthly) return { ...none, cadence: "monthly", day: monthly };
  return { ...none, cadence: "custom" };
}

/** The rule that the form's choice stands for; null on demand. */
export function rruleOf(form: Pick<TemplateForm, "cadence" | "day" | "rule">): string | null {
  switch (form.cadence) {
    case "on-demand":
      return null;
    case "daily":
      return "FREQ=DAILY";
    case "workdays":
      return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
    case "weekly":
      return `FREQ=WEEKLY;BYDAY=${form.day}`;
    case "monthly":
      return `FREQ=MONTHLY;BYDAY=1${form.day}`;
    case "custom":
      return form.rule
        .trim()
        .replace(/^RRULE:/i, "")
        .toUpperCase();
  }
}

/** A template as the form edits it. */
export function formOf(template: TemplateDto): TemplateForm {
  const { definition } = template;
  return {
    title: template.title,
    teamId: template.team.id,
    serviceId: template.service?.id ?? "",
    ...cadenceFrom(template.rrule),
    time: template.time ?? "09:00",
    zone: template.zone,
    assignKind: definition.assign.kind,
    assignId: definition.assign.id ?? "",
    dueAfterMinutes: typed(definition.dueAfterMinutes),
    graceMinutes: typed(definition.graceMinutes),
    estimateMin: typed(definition.estimateMinutes?.min),
    estimateMax: typed(definition.estimateMinutes?.max),
    signOff: definition.signOff ?? false,
    note: template.note,
    sections: definition.sections.map((section) => {
      const { title, dueMinutes, items, ...kept } = section;
      return { id: rowId(), title, dueMinutes: typed(dueMinutes), items: items.map(formItem), kept };
    }),
    rules: (definition.escalateIf ?? []).map(formRule),
  };
}

// --- Changing the tree: a path is a section, then an item, then items under it -------------------------------------

export type Path = readonly number[];

const swap = <T>(list: readonly T[], index: number, by: number): T[] => {
  const to = index + by;
  const moved = list[index];
  if (moved === undefined || to < 0 || to >= list.length) return [...list];
  const rest = list.filter((_, at) => at !== index);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
};

function within(
  items: readonly FormItem[],
  path: Path,
  change: (list: FormItem[]) => FormItem[],
): FormItem[] {
  const [first, ...rest] = path;
  if (first === undefined || rest.length === 0) return change([...items]);
  return items.map((item, index) =>
    index === first ? { ...item, items: within(item.items, rest, change) } : item,
  );
}

/** Changes the list that holds the item at `path`, or, for a path of one, a section's own list. */
function changeList(form: TemplateForm, path: Path, change: (list: FormItem[]) => FormItem[]): TemplateForm {
  const [section, ...rest] = path;
  return {
    ...form,
    sections: form.sections.map((one, index) =>
      index === section ? { ...one, items: within(one.items, rest, change) } : one,
    ),
  };
}

const last = (path: Path) => path[path.length - 1] ?? 0;

export const updateItem = (form: TemplateForm, path: Path, change: Partial<FormItem>) =>
  changeList(form, path, (list) =>
    list.map((item, index) => (index === last(path) ? { ...item, ...change } : item)),
  );
export const removeItem = (form: TemplateForm, path: Path) =>
  changeList(form, path, (list) => list.filter((_, index) => index !== last(path)));
export const moveItem = (form: TemplateForm, path: Path, by: number) =>
  changeList(form, path, (list) => swap(list, last(path), by));
/** Adds an item at the end of a section (path of one) or under an item. */
export const addItem = (form: TemplateForm, path: Path) =>
  path.length === 1
    ? changeList(form, path, (list) => [...list, emptyItem()])
    : changeList(form, path, (list) =>
        list.map((item, index) =>
          index === last(path) ? { ...item, items: [...item.items, emptyItem()] } : item,
        ),
      );

export const updateSection = (
  form: TemplateForm,
  at: number,
  change: Partial<FormSection>,
): TemplateForm => ({
  ...form,
  sections: form.sections.map((section, index) => (index === at ? { ...section, ...change } : section)),
});
export const removeSection = (form: TemplateForm, at: number): TemplateForm => ({
  ...form,
  sections: form.sections.filter((_, index) => index !== at),
});
export const moveSection = (form: TemplateForm, at: number, by: number): TemplateForm => ({
  ...form,
  sections: swap(form.sections, at, by),
});
export const addSection = (form: TemplateForm): TemplateForm => ({
  ...form,
  sections: [...form.sections, emptySection()],
});

// --- What is sent --------------------------------------------------------------------------------------------------

/** A typed figure as a number; text that is none goes out as it is, so that the server names the field. */
function figure(text: string): number | string | undefined {
  const bare = text.trim();
  if (bare === "") return undefined;
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)
    ? bare.replaceAll(",", "")
    : bare.replace(/^(-?\d+),(\d+)$/, "$1.$2");
  return Number.isFinite(Number(plain)) ? Number(plain) : bare;
}

/** A key made of an item's words that no other item has. */
export function keyFor(text: string, taken: ReadonlySet<string>): string {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 48)
    .replace(/-+$/, "");
  const base = words || "item";
  for (let count = 1; ; count++) {
    const key = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(key)) return key;
  }
}

const bare = (text: string) => text.trim() || undefined;
const MEASURED = new Set<ItemType>(["number", "numberVsExpected"]);

function measureBody(measure: FormMeasure): Record<string, unknown> {
  const between = measure.comparator === "between";
  return {
    metric: bare(measure.metric),
    unit: measure.unit.trim(),
    comparator: measure.comparator || undefined,
    target: between ? undefined : figure(measure.target),
    min: between ? figure(measure.min) : undefined,
    max: between ? figure(measure.max) : undefined,
    warn: figure(measure.warn),
    critical: figure(measure.critical),
    kpiKey: bare(measure.kpiKey),
  };
}

function itemBody(item: FormItem, taken: Set<string>): Record<string, unknown> {
  const key = item.key ?? keyFor(item.text, taken);
  taken.add(key);
  const group = item.items.length > 0;
  return {
    ...item.kept,
    key,
    text: item.text,
    type: group ? undefined : item.type,
    required: item.required ? undefined : false,
    mayBeNa: item.mayBeNa ? undefined : false,
    badWhen: item.type === "yesno" ? item.badWhen || undefined : undefined,
    options:
      item.type === "choice"
        ? item.options
            .split("\n")
            .map((one) => one.trim())
            .filter(Boolean)
        : undefined,
    command: bare(item.command),
    measure: item.measure && MEASURED.has(item.type) && !group ? measureBody(item.measure) : undefined,
    items: group ? item.items.map((one) => itemBody(one, taken)) : undefined,
  };
}

function ruleBody(rule: FormRule): unknown {
  if (rule.kept) return rule.kept;
  if (rule.kind === "event") return { event: rule.event };
  return {
    metric: rule.metric,
    comparator: rule.comparator,
    value: figure(rule.value),
    unit: bare(rule.unit),
  };
}

const keysOf = (items: readonly FormItem[]): string[] =>
  items.flatMap((item) => [...(item.key === null ? [] : [item.key]), ...keysOf(item.items)]);

/** The body of `POST` and `PATCH /checklist-templates`. Empty fields are left out, or null where that clears them. */
export function bodyOf(form: TemplateForm): Record<string, unknown> {
  const taken = new Set(form.sections.flatMap((section) => keysOf(section.items)));
  const rrule = rruleOf(form);
  const estimate =
    form.estimateMin.trim() || form.estimateMax.trim()
      ? {
          min: figure(form.estimateMin || form.estimateMax),
          max: figure(form.estimateMax || form.estimateMin),
        }
      : null;
  return {
    title: form.title,
    serviceId: form.serviceId || null,
    rrule,
    ...(rrule === null ? {} : { time: form.time, zone: form.zone }),
    dueAfterMinutes: figure(form.dueAfterMinutes) ?? null,
    graceMinutes: figure(form.graceMinutes) ?? null,
    estimateMinutes: estimate,
    assign:
      form.assignKind === "person"
        ? { kind: "person", id: form.assignId || undefined }
        : { kind: form.assignKind },
    signOff: form.signOff,
    note: form.note,
    sections: form.sections.map((section) => ({
      ...section.kept,
      title: section.title,
      dueMinutes: figure(section.dueMinutes),
      items: section.items.map((item) => itemBody(item, taken)),
    })),
    escalateIf: form.rules.map(ruleBody),
  };
}

import { describe, expect, it } from "vitest";
import type { TemplateDto } from "#lib/checklists/schema/templates.ts";
import { CreateTemplate } from "#lib/checklists/schema/templates.ts";
import {
  addItem,
  addSection,
  bodyOf,
  cadenceFrom,
  emptyForm,
  formOf,
  keyFor,
  moveItem,
  moveSection,
  removeItem,
  rruleOf,
  type TemplateForm,
  updateItem,
} from "./editor-model.ts";

const TEAM = "01a1fdbc-66ef-7e0c-95fe-bb14970ef365";
const form = (): TemplateForm => emptyForm({ id: TEAM, zone: "Europe/Berlin" });
const texts = (one: TemplateForm) => one.sections[0]?.items.map((item) => item.text);

function three(): TemplateForm {
  let made = form();
  for (const _ of [1, 2]) made = addItem(made, [0]);
  return ["a", "b", "c"].reduce((now, text, index) => updateItem(now, [0, index], { text }), made);
}

describe("the tree", () => {
  it("moves, adds and removes items and sections, and leaves the ends alone", () => {
    expect(texts(moveItem(three(), [0, 0], 1))).toEqual(["b", "a", "c"]);
    expect(texts(moveItem(three(), [0, 2], -1))).toEqual(["a", "c", "b"]);
    expect(texts(moveItem(three(), [0, 0], -1))).toEqual(["a", "b", "c"]);
    expect(texts(removeItem(three(), [0, 1]))).toEqual(["a", "c"]);
    const two = moveSection(addSection(three()), 0, 1);
    expect(two.sections.map((section) => section.items.length)).toEqual([1, 3]);
  });

  it("reaches items under items", () => {
    let nested = addItem(three(), [0, 1]);
    nested = updateItem(nested, [0, 1, 0], { text: "under b" });
    nested = addItem(nested, [0, 1, 0]);
    nested = updateItem(nested, [0, 1, 0, 0], { text: "two down" });
    expect(nested.sections[0]?.items[1]?.items[0]?.items[0]?.text).toBe("two down");
    expect(removeItem(nested, [0, 1, 0]).sections[0]?.items[1]?.items).toEqual([]);
  });
});

describe("what is sent", () => {
  it("is what the API takes, with keys made of the words", () => {
    let made = { ...three(), title: "Morning check" };
    made = updateItem(made, [0, 1], { text: "a", type: "number" });
    made = updateItem(made, [0, 1], {
      measure: {
        metric: "x",
        unit: "ms",
        comparator: "lt",
        target: "1,500",
        min: "",
        max: "",
        warn: "",
        critical: "",
        kpiKey: "",
      },
    });
    const sections = made.sections.map((section) => ({ ...section, title: "One" }));
    const body = JSON.parse(JSON.stringify({ ...bodyOf({ ...made, sections }), teamId: TEAM }));
    const read = CreateTemplate.parse(body);
    expect(read.sections?.[0]?.items.map((item) => item.key)).toEqual(["a", "a-2", "c"]);
    expect(read.sections?.[0]?.items[1]?.measure).toEqual({
      metric: "x",
      unit: "ms",
      comparator: "lt",
      target: 1500,
    });
    expect(read).toMatchObject({ rrule: "FREQ=DAILY", time: "09:00", zone: "Europe/Berlin" });
  });

  it("sends a figure that is none as it was typed, so that its field is named", () => {
    const body = bodyOf({ ...form(), title: "x", dueAfterMinutes: "soon" });
    const read = CreateTemplate.safeParse(JSON.parse(JSON.stringify({ ...body, teamId: TEAM })));
    expect(read.error?.issues.map((issue) => issue.path.join("."))).toContain("dueAfterMinutes");
  });

  it("gives back what the form does not show", () => {
    const definition = {
      assign: { kind: "team" },
      sections: [
        {
          title: "One",
          key: "one",
          ordered: true,
          items: [
            {
              key: "a",
              text: "A",
              type: "done",
              service: "r2",
              opens: "drill",
              requires: "backup-record",
              mayBeNa: false,
            },
          ],
        },
      ],
      escalateIf: [{ metric: "m", comparator: "between", min: 1, max: 2 }],
    };
    const template = {
      title: "T",
      team: { id: TEAM },
      service: null,
      rrule: null,
      time: null,
      zone: "UTC",
      note: "",
      definition,
    };
    const body = JSON.parse(JSON.stringify(bodyOf(formOf(template as unknown as TemplateDto))));
    expect(body.sections).toEqual(definition.sections);
    expect(body.escalateIf).toEqual(definition.escalateIf);
    expect(body.rrule).toBeNull();
  });
});

describe("cadence and keys", () => {
  it.each([
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY;BYDAY=SU",
    "FREQ=MONTHLY;BYDAY=1MO",
    "FREQ=YEARLY;BYMONTH=1",
    null,
  ])("%s comes back as it was", (rrule) => {
    expect(rruleOf(cadenceFrom(rrule))).toBe(rrule);
  });

  it("makes a key of any text", () => {
    expect(keyFor("E-mail is going out?", new Set())).toBe("e-mail-is-going-out");
    expect(keyFor("Übergabe", new Set())).toBe("u-bergabe");
    expect(keyFor("日本", new Set(["item"]))).toBe("item-2");
    expect(keyFor("x".repeat(200), new Set()).length).toBeLessThanOrEqual(60);
  });
});

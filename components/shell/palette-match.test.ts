import { describe, expect, test } from "vitest";
import { grouped, highlight, matches } from "#components/shell/palette-match.ts";

const command = (label: string, group = "Go to", words?: string) => ({ id: label, label, group, words });

describe("palette", () => {
  test("every typed word must occur, in any order, without regard to case or accents", () => {
    expect(matches(command("Declare incident", "Actions", "outage down"), "INC decl")).toBe(true);
    expect(matches(command("Declare incident", "Actions", "outage down"), "outage")).toBe(true);
    expect(matches(command("Léa Fournier"), "lea")).toBe(true);
    expect(matches(command("Incidents"), "incidents open")).toBe(false);
  });

  test("hits are marked and the label stays whole", () => {
    const pieces = highlight("Time to acknowledge", "ack");
    expect(pieces.map((piece) => piece.text).join("")).toBe("Time to acknowledge");
    expect(pieces.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(["ack"]);
  });

  test("signs with a meaning in patterns are taken literally", () => {
    expect(() => highlight("C++ (service)", "(+")).not.toThrow();
    expect(highlight("a.c abc", "a.c").filter((piece) => piece.hit)).toEqual([{ text: "a.c", hit: true }]);
  });

  test("groups keep the order in which they first appear", () => {
    const list = [command("A", "Actions"), command("B", "Go to"), command("C", "Actions")];
    expect(grouped(list).map(([group, entries]) => [group, entries.length])).toEqual([
      ["Actions", 2],
      ["Go to", 1],
    ]);
  });
});

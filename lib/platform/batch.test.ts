import { describe, expect, it } from "vitest";
import { batched } from "./batch.ts";

/** A reader whose statements are answered by hand. */
function byHand() {
  const sent: Array<{ keys: string[]; answer: (value: string) => void; fail: (error: Error) => void }> = [];
  const ask = batched<string, string>(
    (key) => key,
    (keys) =>
      new Promise((resolve, reject) => {
        sent.push({
          keys,
          answer: (value) => resolve(new Map(keys.map((key) => [key, `${value} ${key}`]))),
          fail: reject,
        });
      }),
  );
  return { sent, ask };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("reads that come at the same time", () => {
  it("sends a lone read at once, and answers nothing for what is not there", async () => {
    const ask = batched<string, string>(
      (key) => key,
      async (keys) => new Map(keys.includes("there") ? [["there", "yes"]] : []),
    );
    expect(await ask("there")).toBe("yes");
    expect(await ask("elsewhere")).toBeUndefined();
  });

  it("gathers what comes while two are under way into one statement", async () => {
    const { sent, ask } = byHand();
    const answers = ["a", "b", "c", "d", "c"].map((key) => ask(key));
    expect(sent.map(({ keys }) => keys)).toEqual([["a"], ["b"]]);
    sent[0]?.answer("first");
    await turn();
    expect(sent[2]?.keys).toEqual(["c", "d"]);
    sent[1]?.answer("second");
    sent[2]?.answer("third");
    expect(await Promise.all(answers)).toEqual(["first a", "second b", "third c", "third d", "third c"]);
  });

  it("never answers with what was read before it was asked for", async () => {
    const { sent, ask } = byHand();
    const early = ask("a");
    const other = ask("b");
    const late = ask("a");
    sent[0]?.answer("old");
    await turn();
    sent[2]?.answer("new");
    sent[1]?.answer("other");
    expect([await early, await late, await other]).toEqual(["old a", "new a", "other b"]);
  });

  it("lets a statement that fails fail those alone that it carried, and goes on", async () => {
    const { sent, ask } = byHand();
    const answers = ["a", "b", "c", "d"].map((key) => ask(key).catch((error: Error) => error.message));
    sent[0]?.fail(new Error("away"));
    await turn();
    sent[1]?.answer("well");
    sent[2]?.answer("well");
    expect(await Promise.all(answers)).toEqual(["away", "well b", "well c", "well d"]);
    expect(await Promise.all([ask("e"), turn().then(() => sent[3]?.answer("again"))])).toEqual([
      "again e",
      undefined,
    ]);
  });

  it("puts at most so many into one statement", async () => {
    const { sent, ask } = byHand();
    const answers = Array.from({ length: 502 }, (_, at) => ask(String(at)));
    for (let at = 0; at < 5; at++) {
      sent[at]?.answer("read");
      await turn();
    }
    expect(sent.map(({ keys }) => keys.length)).toEqual([1, 1, 200, 200, 100]);
    await Promise.all(answers);
  });
});

import { describe, expect, it } from "vitest";
import type { PutItemAnswer } from "#lib/checklists/schema/items.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";
import { createRunStore, type Given, type StoreTools, shownAnswer } from "./run-store.ts";

const RUN = { id: "run-1", version: 1, itemsDone: 0, itemsTotal: 2, items: [] } as unknown as RunDto;

const itemOf = (key: string, given: Given, version: number, by = "me"): PutItemAnswer =>
  ({
    key,
    value: given.value,
    note: given.note ?? "",
    notApplicable: false,
    reason: "",
    verdict: "ok",
    by: { id: by, name: by },
    version,
    run: { id: "run-1", state: "open", itemsDone: 1, itemsTotal: 2, ownerId: "me", version: version + 1 },
  }) as unknown as PutItemAnswer;

interface Sent {
  key: string;
  given: Given;
  idempotencyKey: string;
  answer(): void;
  refuse(status: number, code?: string, message?: string): void;
}

/** A server that answers when the test says so, and a memory that outlives the store. */
function bench(memory = new Map<string, string>()) {
  const sent: Sent[] = [];
  const waits: (() => void)[] = [];
  const pauses: number[] = [];
  let keys = 0;
  let versions = 0;
  const tools: StoreTools = {
    put: (path, given, idempotencyKey) =>
      new Promise((resolve, reject) => {
        const key = path.split("/").at(-1) ?? "";
        sent.push({
          key,
          given,
          idempotencyKey,
          answer: () => {
            versions += 1;
            resolve(itemOf(key, given, versions));
          },
          refuse: (status, code = "offline", message = "No.") =>
            reject({ status, code, message, errors: [] }),
        });
      }),
    read: () => Promise.resolve(RUN),
    newKey: () => {
      keys += 1;
      return `key-${memory.size}-${keys}`;
    },
    now: () => new Date("2026-11-20T08:05:00Z"),
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return new Promise((resolve) => waits.push(resolve));
    },
    storage: {
      getItem: (name) => memory.get(name) ?? null,
      setItem: (name, value) => void memory.set(name, value),
      removeItem: (name) => void memory.delete(name),
    },
    me: "me",
  };
  return { sent, waits, pauses, memory, store: createRunStore(RUN, tools) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("recording an answer", () => {
  it("shows it at once, and the server's word once it has answered", async () => {
    const { sent, store } = bench();
    const done = store.record("a", { value: 410 });
    expect(shownAnswer(store.view(), "a").value).toBe(410);
    await turn();
    sent[0]?.answer();
    await done;
    expect(store.view().pending).toEqual({});
    expect(store.view().run).toMatchObject({ itemsDone: 1, version: 2 });
    expect(shownAnswer(store.view(), "a")).toMatchObject({ value: 410, version: 1 });
  });

  it("that cannot be sent stays, and is sent again under the same key", async () => {
    const { sent, waits, store } = bench();
    void store.record("a", { value: 410 });
    await turn();
    sent[0]?.refuse(0);
    await turn();
    expect(store.view().pending.a).toMatchObject({ state: "waiting", given: { value: 410 } });
    waits[0]?.();
    await turn();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.idempotencyKey).toBe(sent[0]?.idempotencyKey);
    expect(sent[1]?.given).toEqual(sent[0]?.given);
    sent[1]?.answer();
    await turn();
    expect(store.view().pending).toEqual({});
  });

  it("asks soon again while the server is at the same answer, however long it was away before", async () => {
    const { sent, waits, pauses, store } = bench();
    void store.record("a", { value: 410 });
    for (let attempt = 0; attempt < 4; attempt++) {
      await turn();
      sent[attempt]?.refuse(attempt < 3 ? 0 : 409, attempt < 3 ? "" : "in_progress");
      await turn();
      waits[attempt]?.();
    }
    await turn();
    expect(pauses).toEqual([1000, 2000, 5000, 500]);
    expect(sent).toHaveLength(5);
  });

  it("keeps trying while the server is away or the session is over, but not when it says no", async () => {
    for (const [status, code] of [
      [503, "unavailable"],
      [429, "too_many"],
      [401, "unauthenticated"],
      [409, "in_progress"],
    ] as const) {
      const { sent, store } = bench();
      void store.record("a", { value: 1 });
      await turn();
      sent[0]?.refuse(status, code);
      await turn();
      expect(store.view().pending.a?.state).toBe("waiting");
    }
    const { sent, store } = bench();
    void store.record("a", { value: 1 });
    await turn();
    sent[0]?.refuse(409, "conflict", "This run is signed.");
    await turn();
    expect(store.view().pending.a).toMatchObject({
      state: "refused",
      problem: "This run is signed.",
      given: { value: 1 },
    });
    store.retry("a");
    await turn();
    expect(sent).toHaveLength(2);
    sent[1]?.refuse(409, "conflict");
    await turn();
    store.discard("a");
    expect(shownAnswer(store.view(), "a").value).toBeNull();
  });

  it("sends answers of one item one after the other, and drops one that was typed over", async () => {
    const { sent, waits, store } = bench();
    void store.record("a", { value: 1 });
    void store.record("a", { value: 2 });
    void store.record("b", { value: 9 });
    await turn();
    expect(sent.map((one) => one.given.value)).toEqual([9, 2]);
    sent[1]?.refuse(0);
    await turn();
    void store.record("a", { value: 3 });
    waits[0]?.();
    await turn();
    await turn();
    expect(sent.map((one) => one.given.value)).toEqual([9, 2, 3]);
    expect(shownAnswer(store.view(), "a").value).toBe(3);
  });

  it("outlives a reload: drafts stand again, what was unsent goes out under its own key", async () => {
    const first = bench();
    first.store.draft("b", { text: "11,8" });
    void first.store.record("a", { value: 410, note: "slow" });
    await turn();
    first.sent[0]?.refuse(0);
    await turn();
    const second = bench(first.memory);
    second.store.resume();
    await turn();
    expect(second.store.view().drafts.b).toEqual({ text: "11,8" });
    expect(second.sent[0]).toMatchObject({ key: "a", given: { value: 410, note: "slow" } });
    expect(second.sent[0]?.idempotencyKey).toBe(first.sent[0]?.idempotencyKey);
    second.sent[0]?.answer();
    await turn();
    second.store.draft("b", { text: undefined });
    expect(second.memory.size).toBe(0);
  });
});

describe("what is on its way", () => {
  it("is waited for until the server has it", async () => {
    const { sent, store } = bench();
    void store.record("a", { value: 1 });
    void store.record("b", { value: 2 });
    await turn();
    let settled = false;
    void store.settled().then(() => {
      settled = true;
    });
    sent[0]?.answer();
    await turn();
    expect(settled).toBe(false);
    sent[1]?.answer();
    await turn();
    expect(settled).toBe(true);
  });

  it("is not waited for while the server cannot be reached", async () => {
    const { sent, store } = bench();
    await store.settled();
    void store.record("a", { value: 1 });
    await turn();
    sent[0]?.refuse(0);
    await store.settled();
    expect(store.view().pending.a?.state).toBe("waiting");
  });
});

describe("news from the server", () => {
  const item = (key: string, value: number, version: number, by: string) => {
    const { run: _run, ...rest } = itemOf(key, { value, at: "" }, version, by);
    return rest;
  };

  it("brings a colleague's answer, marked for a moment, and never takes a newer one back", () => {
    const { store } = bench();
    const items = [item("a", 2, 2, "marek"), item("b", 1, 1, "me")];
    store.receive({ ...RUN, version: 5, state: "completed", items });
    expect([...store.view().fresh]).toEqual(["a"]);
    store.receive({ ...RUN, version: 4, state: "open", itemsDone: 7, items: [item("a", 1, 1, "marek")] });
    expect(shownAnswer(store.view(), "a").value).toBe(2);
    expect(store.view().run).toMatchObject({ version: 5, itemsDone: 0, state: "completed" });
    // Asked before the first answer of "b" was written, and heard after it.
    expect(shownAnswer(store.view(), "b").value).toBe(1);
  });

  it("does not touch what is being typed or sent", async () => {
    const { store } = bench();
    store.draft("a", { text: "23" });
    void store.record("b", { value: 5 });
    await turn();
    store.receive({ ...RUN, version: 9, items: [item("b", 1, 1, "marek")] });
    expect(store.view().drafts.a).toEqual({ text: "23" });
    expect(shownAnswer(store.view(), "b").value).toBe(5);
  });
});

describe("an amendment", () => {
  it("collects answers and sends none", async () => {
    const { sent, store } = bench();
    store.startAmending();
    void store.record("a", { value: 2 });
    await turn();
    expect(sent).toEqual([]);
    expect(store.view().amending).toMatchObject({ a: { value: 2 } });
    store.stopAmending();
    expect(shownAnswer(store.view(), "a").value).toBeNull();
  });
});

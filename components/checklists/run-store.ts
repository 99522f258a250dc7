import type { AnswerValue, ItemAnswer } from "#lib/checklists/model.ts";
import type { ItemDto, PutItemAnswer } from "#lib/checklists/schema/items.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";

/** The body of a `PUT …/items/{key}`. */
export interface Given extends ItemAnswer {
  value: AnswerValue | null;
  /** The device's time. */
  at: string;
}

/** An answer the server has not confirmed. It is never dropped: it is sent again under the same key, or shown as refused. */
export interface Pending {
  given: Given;
  idempotencyKey: string;
  state: "sending" | "waiting" | "refused";
  problem: string | null;
}

/** What is typed and not yet recorded: the reading, the expected number, the note, the reason. */
export interface Draft {
  text?: string | undefined;
  expected?: string | undefined;
  note?: string | undefined;
  reason?: string | undefined;
}

export interface RunView {
  run: RunDto;
  pending: Readonly<Record<string, Pending>>;
  drafts: Readonly<Record<string, Draft>>;
  /** Items a colleague has just changed. */
  fresh: ReadonlySet<string>;
  /** Answers of an amendment that is being written; null outside one. */
  amending: Readonly<Record<string, Given>> | null;
}

interface Refusal {
  status: number;
  code: string;
  message: string;
  errors: ReadonlyArray<{ message: string }>;
}

export interface StoreTools {
  put(path: string, body: Given, idempotencyKey: string): Promise<PutItemAnswer>;
  read(path: string): Promise<RunDto>;
  newKey(): string;
  now(): Date;
  /** Resolves after so many milliseconds, or at once when the network is back. */
  pause(milliseconds: number): Promise<void>;
  /** Keeps an answer beyond this page until the server has it; `problem` when it was refused. */
  keep?(key: string, entry: Pending, problem: string | null): void;
  drop?(key: string, entry: Pending): void;
  /** Where typed text outlives a reload; null: nowhere. */
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  me: string;
}

const RETRY_MS = [1_000, 2_000, 5_000, 10_000];
const FRESH_MS = 2_500;

/** The server is at the same answer already, sent a moment ago by another tab or before a reload: it is soon done. */
const pauseAfter = (refusal: Refusal, attempt: number): number =>
  refusal.code === "in_progress" ? 500 : (RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 10_000);

function refusalOf(error: unknown): Refusal {
  const found = (typeof error === "object" && error !== null ? error : {}) as Partial<Refusal>;
  return {
    status: found.status ?? 0,
    code: found.code ?? "offline",
    message: found.message ?? "It could not be sent.",
    errors: found.errors ?? [],
  };
}

/** Whether sending the same again can help: the network, the server or the clock is in the way, not the answer. */
const mayPass = ({ status, code }: Refusal) =>
  status === 0 || status >= 500 || status === 429 || status === 401 || code === "in_progress";

export type RunStore = ReturnType<typeof createRunStore>;

/** One run on one screen: what the server said, what is typed, what is on its way. Free of React. */
export function createRunStore(first: RunDto, tools: StoreTools) {
  const listeners = new Set<() => void>();
  const place = `ek:run:${tools.me}:${first.id}`;
  const lines = new Map<string, Promise<unknown>>();
  let view: RunView = { run: first, pending: {}, drafts: {}, fresh: new Set(), amending: null };

  function set(change: Partial<RunView>): void {
    view = { ...view, ...change };
    keep();
    for (const listener of listeners) listener();
  }

  function keep(): void {
    const { pending, drafts } = view;
    try {
      if (Object.keys(pending).length + Object.keys(drafts).length === 0) tools.storage?.removeItem(place);
      else tools.storage?.setItem(place, JSON.stringify({ pending, drafts }));
    } catch {
      // Storage is full or closed: what is typed then lives as long as the page.
    }
  }

  function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
    const { [key]: _gone, ...rest } = record;
    return rest;
  }

  /** Takes another state of the run; an item that is newer here stays, also one that an older state does not know yet. */
  function receive(run: RunDto): void {
    const known = new Map(view.run.items.map((item) => [item.key, item]));
    const fresh = new Set<string>();
    const items = run.items.map((item) => {
      const here = known.get(item.key);
      if (here && here.version > item.version) return here;
      if ((here?.version ?? 0) < item.version && item.by?.id !== tools.me) fresh.add(item.key);
      return item;
    });
    const behind = run.version < view.run.version;
    if (behind) {
      const told = new Set(run.items.map((item) => item.key));
      items.push(...view.run.items.filter((item) => !told.has(item.key)));
    }
    // Of an older state only what is newer in it counts: whether the run is signed does not.
    set({ run: { ...(behind ? view.run : run), items }, fresh });
    if (fresh.size > 0) setTimeout(() => set({ fresh: new Set() }), FRESH_MS);
  }

  function take(answer: PutItemAnswer): void {
    const { run: moved, ...item } = answer;
    const others = view.run.items.filter((one) => one.key !== item.key);
    const here = view.run.items.find((one) => one.key === item.key);
    const items: ItemDto[] = [...others, here && here.version > item.version ? here : item];
    const newer = moved.version >= view.run.version;
    const { itemsDone, version } = newer ? moved : view.run;
    set({ run: { ...view.run, items, itemsDone, version } });
  }

  const mark = (key: string, entry: Pending, change: Partial<Pending>) => {
    const after = { ...entry, ...change };
    Object.assign(entry, change);
    set({ pending: { ...view.pending, [key]: after } });
  };
  const isCurrent = (key: string, entry: Pending) =>
    view.pending[key]?.idempotencyKey === entry.idempotencyKey;

  async function send(key: string, entry: Pending): Promise<PutItemAnswer | null> {
    for (let attempt = 0; isCurrent(key, entry); attempt++) {
      try {
        const answer = await tools.put(
          `/checklist-runs/${first.id}/items/${key}`,
          entry.given,
          entry.idempotencyKey,
        );
        take(answer);
        tools.drop?.(key, entry);
        if (isCurrent(key, entry)) set({ pending: without(view.pending, key) });
        return answer;
      } catch (error) {
        const refusal = refusalOf(error);
        if (!isCurrent(key, entry)) return null;
        const problem = refusal.errors[0]?.message ?? refusal.message;
        if (!mayPass(refusal)) {
          mark(key, entry, { state: "refused", problem });
          tools.keep?.(key, entry, problem);
          return null;
        }
        const away = refusal.status === 0 ? "The server cannot be reached." : problem;
        const words = refusal.status === 401 ? "You are signed out. Sign in again in another tab." : away;
        mark(key, entry, { state: "waiting", problem: words });
        await tools.pause(pauseAfter(refusal, attempt));
        if (isCurrent(key, entry)) mark(key, entry, { state: "sending" });
      }
    }
    return null;
  }

  /** Answers of one item go out one after the other, so that the last one given is the last one written. */
  function queue(key: string, entry: Pending): Promise<PutItemAnswer | null> {
    const before = lines.get(key) ?? Promise.resolve();
    const mine = before.then(
      () => send(key, entry),
      () => send(key, entry),
    );
    lines.set(key, mine);
    return mine;
  }

  /** Records an answer: shown at once, sent until the server has it. Resolves with what it said, or null. */
  function record(key: string, answer: Omit<Given, "at">): Promise<PutItemAnswer | null> {
    const given: Given = { ...answer, at: tools.now().toISOString() };
    const { text: _text, expected: _expected, reason: _reason, note, ...rest } = view.drafts[key] ?? {};
    const draft: Draft = { ...rest, ...(note !== undefined && given.note === undefined ? { note } : {}) };
    const drafts =
      Object.keys(draft).length > 0 ? { ...view.drafts, [key]: draft } : without(view.drafts, key);
    if (view.amending) {
      set({ amending: { ...view.amending, [key]: given }, drafts });
      return Promise.resolve(null);
    }
    const entry: Pending = { given, idempotencyKey: tools.newKey(), state: "sending", problem: null };
    set({ pending: { ...view.pending, [key]: entry }, drafts });
    tools.keep?.(key, entry, null);
    return queue(key, entry);
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view: () => view,
    record,
    receive,
    /** Resolves when no answer is on its way any more: the server has each, has refused it, or cannot be reached. */
    settled(): Promise<void> {
      const isOnTheWay = () => Object.values(view.pending).some(({ state }) => state === "sending");
      return new Promise((resolve) => {
        const look = () => {
          if (isOnTheWay()) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      });
    },
    /** Asks the server what the run is now. Its silence changes nothing on the screen. */
    async reload(): Promise<void> {
      const run = await tools.read(`/checklist-runs/${first.id}`).catch(() => null);
      if (run) receive(run);
    },
    /** Keeps what is being typed. `undefined` forgets a part of it. */
    draft(key: string, change: Draft): void {
      const merged = Object.entries({ ...view.drafts[key], ...change }).filter(
        ([, text]) => text !== undefined,
      );
      const drafts =
        merged.length > 0 ? { ...view.drafts, [key]: Object.fromEntries(merged) } : without(view.drafts, key);
      set({ drafts });
    },
    /** Sends a refused or waiting answer again, under its own key. */
    retry(key: string): void {
      const entry = view.pending[key];
      if (entry?.state !== "refused") return;
      const again: Pending = { ...entry, state: "sending", problem: null };
      set({ pending: { ...view.pending, [key]: again } });
      tools.keep?.(key, again, null);
      void queue(key, again);
    },
    /** Gives up a refused answer: the server's stands again. */
    discard(key: string): void {
      const entry = view.pending[key];
      if (entry) tools.drop?.(key, entry);
      set({ pending: without(view.pending, key) });
    },
    /** Takes up what a reload or a crash of the page left unsent. */
    resume(): void {
      const kept = readKept(tools.storage, place);
      if (!kept) return;
      set({ drafts: { ...kept.drafts, ...view.drafts }, pending: { ...kept.pending, ...view.pending } });
      for (const [key, entry] of Object.entries(kept.pending)) {
        if (entry.state === "refused") continue;
        const again: Pending = { ...entry, state: "sending" };
        set({ pending: { ...view.pending, [key]: again } });
        void queue(key, again);
      }
    },
    startAmending(): void {
      set({ amending: {} });
    },
    stopAmending(): void {
      set({ amending: null });
    },
  };
}

function readKept(
  storage: StoreTools["storage"],
  place: string,
): { pending: Record<string, Pending>; drafts: Record<string, Draft> } | null {
  try {
    const text = storage?.getItem(place);
    return text
      ? (JSON.parse(text) as { pending: Record<string, Pending>; drafts: Record<string, Draft> })
      : null;
  } catch {
    return null;
  }
}

/** The answer an item shows: being amended, on its way, or as the server has it. */
export function shownAnswer(view: RunView, key: string): ItemAnswer & { item: ItemDto | null } {
  const item = view.run.items.find((one) => one.key === key) ?? null;
  const given = view.amending?.[key] ?? view.pending[key]?.given;
  const stored: ItemAnswer = item ?? { value: null };
  if (!given) return { ...stored, item };
  return { ...given, note: given.note ?? stored.note, item };
}

/** All shown answers by item key, for progress, gaps and rules. */
export function shownAnswers(view: RunView, keys: readonly string[]): Map<string, ItemAnswer> {
  return new Map(
    keys.flatMap((key) => {
      const answer = shownAnswer(view, key);
      return answer.value !== null || answer.notApplicable ? [[key, answer] as const] : [];
    }),
  );
}

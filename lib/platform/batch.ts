/** So many statements of one kind are under way at most; what is asked for meanwhile goes together in the next one. */
const AT_ONCE = 2;
/** So many keys go in one statement at most. */
const MOST = 200;

interface Waiting<K, V> {
  key: K;
  answer: Array<{ resolve: (value: V | undefined) => void; reject: (error: unknown) => void }>;
}

/**
 * Puts reads that come at the same time into one statement. Alone, a read is sent at once; in a rush — a thousand
 * browsers that heard of one change — each statement carries what has gathered while the ones before it were answered.
 * Nothing is remembered: every answer was read after it was asked for, so it is as fresh, and its rights are as true, as
 * that of a statement of its own.
 * @param idOf under which the answer to a key is found
 * @param read asks for several keys in one statement; what is not there has no entry
 */
export function batched<K, V>(
  idOf: (key: K) => string,
  read: (keys: K[]) => Promise<ReadonlyMap<string, V>>,
): (key: K) => Promise<V | undefined> {
  const waiting = new Map<string, Waiting<K, V>>();
  let running = 0;

  async function send(): Promise<void> {
    const some = [...waiting].slice(0, MOST);
    for (const [id] of some) waiting.delete(id);
    running += 1;
    try {
      const found = await read(some.map(([, one]) => one.key));
      for (const [id, one] of some) for (const { resolve } of one.answer) resolve(found.get(id));
    } catch (error) {
      for (const [, one] of some) for (const { reject } of one.answer) reject(error);
    } finally {
      running -= 1;
      if (waiting.size > 0) void send();
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      const id = idOf(key);
      const held = waiting.get(id);
      if (held) held.answer.push({ resolve, reject });
      else waiting.set(id, { key, answer: [{ resolve, reject }] });
      if (running < AT_ONCE) void send();
    });
}

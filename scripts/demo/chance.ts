/** Chance that repeats itself: the same seed tells the same story. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number;
  between(from: number, to: number): number;
  whole(from: number, to: number): number;
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  weighted<T>(from: ReadonlyArray<readonly [T, number]>): T;
  /** Around `middle`, mostly within `spread`, never negative. */
  around(middle: number, spread: number): number;
}

/** mulberry32, a small generator of good spread. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + next() * (to - from);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(next() * from.length)];
    if (one === undefined) throw new RangeError("nothing to pick from");
    return one;
  };
  return {
    next,
    between,
    whole: (from, to) => Math.floor(between(from, to + 1)),
    happens: (share) => next() < share,
    pick,
    weighted(from) {
      let rest = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [one, weight] of from) {
        rest -= weight;
        if (rest < 0) return one;
      }
      return pick(from)[0];
    },
    around: (middle, spread) => Math.max(0, middle + (next() + next() + next() - 1.5) * spread),
  };
}

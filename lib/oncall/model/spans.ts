/**
 * Stretches of time in milliseconds, half-open. Lists of them are ascending and free of overlap, unless said otherwise;
 * what comes back is so, too.
 */
export interface Span {
  from: number;
  to: number;
}

/** The parts of `pieces` that lie in one of `spans`, each with all it was. */
export function within<T extends Span>(pieces: readonly T[], spans: readonly Span[]): T[] {
  const parts: T[] = [];
  let first = 0;
  for (const piece of pieces) {
    while ((spans[first]?.to ?? Number.POSITIVE_INFINITY) <= piece.from) first += 1;
    for (let index = first; index < spans.length; index++) {
      const span = spans[index];
      if (!span || span.from >= piece.to) break;
      parts.push({ ...piece, from: Math.max(piece.from, span.from), to: Math.min(piece.to, span.to) });
    }
  }
  return parts;
}

/** What `spans` leave free of `whole`. */
export function between(spans: readonly Span[], whole: Span): Span[] {
  const free: Span[] = [];
  let at = whole.from;
  for (const span of spans) {
    if (span.from > at) free.push({ from: at, to: Math.min(span.from, whole.to) });
    at = Math.max(at, span.to);
    if (at >= whole.to) return free;
  }
  if (at < whole.to) free.push({ from: at, to: whole.to });
  return free;
}

/** `upper` as it is, and of `lower` what it leaves free. */
export function cover<T extends Span>(upper: readonly T[], lower: readonly T[], whole: Span): T[] {
  if (upper.length === 0) return [...lower];
  const rest = within(lower, between(upper, whole));
  return [...upper, ...rest].sort((a, b) => a.from - b.from);
}

/** Spans in any order, overlapping or touching, as one list. */
export function unite(spans: readonly Span[]): Span[] {
  const united: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else united.push({ ...span });
  }
  return united;
}

/** Milliseconds of all of them together. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0);
}

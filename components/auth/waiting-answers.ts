/**
 * How many checklist answers of this person wait in this tab, because the server has not confirmed them.
 * Storage that is closed counts as none.
 */
export function waitingAnswers(userId: string): number {
  try {
    let count = 0;
    for (const key of Object.keys(sessionStorage)) {
      if (!key.startsWith(`ek:run:${userId}:`)) continue;
      const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}") as { pending?: Record<string, unknown> };
      count += Object.keys(kept.pending ?? {}).length;
    }
    return count;
  } catch {
    return 0;
  }
}

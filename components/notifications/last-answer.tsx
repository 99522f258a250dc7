import { RelativeTime } from "#components/ui/time.tsx";

export interface Answered {
  lastOkAt: string | null;
  lastFailedAt: string | null;
  lastAnswer: string;
}

/** How a receiver answered last, in its own words. */
export function LastAnswer({ of }: { of: Answered }) {
  const failed = of.lastFailedAt !== null && (of.lastOkAt === null || of.lastFailedAt > of.lastOkAt);
  const at = failed ? of.lastFailedAt : of.lastOkAt;
  if (!at) return <span className="xs t3">Never tried</span>;
  return (
    <span className={`xs wrap-anywhere line-clamp-2 ${failed ? "crit" : "t2"}`}>
      {failed ? "Failed" : "Delivered"} <RelativeTime iso={at} />
      {of.lastAnswer ? `: ${of.lastAnswer}` : ""}
    </span>
  );
}

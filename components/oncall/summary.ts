import type { Gap } from "#components/oncall/bars.ts";
import type { NowDto } from "#lib/oncall/schema/on-call.ts";
import { formatLongDay } from "#lib/platform/format.ts";

const NUMBER = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
const counted = (count: number, one: string, many: string) =>
  `${NUMBER[count] ?? count} ${count === 1 ? one : many}`;
/** So many gaps are named, the others counted. */
const NAMED = 2;

/** "One handoff waits. One gap in the next two weeks: Portal, Saturday 28 November." */
export function summaryWords(lines: readonly NowDto[], gaps: readonly Gap[], zone: string): string {
  const waits = lines.filter((line) => line.onCall.pendingHandoff).length;
  const handoffs = waits > 0 ? `${counted(waits, "handoff waits", "handoffs wait")}. ` : "";
  if (gaps.length === 0) return `${handoffs}No gap in the next two weeks.`;
  const named = gaps.slice(0, NAMED).map((gap) => {
    const { team, name, ordinal } = gap.lane.schedule;
    return `${ordinal === 0 ? team.name : `${team.name} ${name}`}, ${formatLongDay(gap.from, zone)}`;
  });
  const more = gaps.length > NAMED ? `; and ${gaps.length - NAMED} more` : "";
  return `${handoffs}${counted(gaps.length, "gap", "gaps")} in the next two weeks: ${named.join("; ")}${more}.`;
}

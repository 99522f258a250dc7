import { lengthWords, shortSpanWords } from "#components/oncall/words.ts";
import type { SwapDto } from "#lib/oncall/schema/swaps.ts";

const first = (name: string) => name.split(" ")[0] ?? name;

/** "Dario asks to swap", "Dario asks for a cover". */
export const askWords = (swap: SwapDto): string =>
  `${first(swap.user.name)} asks ${swap.kind === "swap" ? "to swap" : "for a cover"}`;

/** "Sun 6 Dec 09:00 – 21:00, 12 h, with Chen Wei". */
export function aboutWords(swap: SwapDto, zone: string): string {
  const whom = swap.toUser ? `, ${swap.kind === "swap" ? "with" : "asks"} ${swap.toUser.name}` : "";
  return `${shortSpanWords(swap.from, swap.to, zone)}, ${lengthWords(swap.from, swap.to).replaceAll(" ", "\u00a0")}${whom}`;
}

/** Where the request stands, in one sentence. */
export function stateWords(swap: SwapDto): string {
  const by = swap.offeredBy?.name ?? "Somebody";
  switch (swap.state) {
    case "open":
      return swap.toUser ? `Waits for ${swap.toUser.name}.` : "Waits for somebody of the team.";
    case "offered":
      return `${by} offers to take it. ${swap.user.name} accepts or declines.`;
    case "agreed":
      return `Agreed with ${by}; waits for a lead.`;
    case "done":
      return `${by} takes it.`;
    case "declined":
      return "Declined.";
    case "withdrawn":
      return "Taken back.";
    case "lapsed":
      return "It began without an answer.";
  }
}

export type SwapVerb = "offer" | "accept" | "approve" | "decline" | "withdraw";

/** What one may do with a request, the first of them the one it waits for. */
export const SWAP_VERBS: ReadonlyArray<{ verb: SwapVerb; label: string; done: string }> = [
  { verb: "accept", label: "Accept the offer", done: "Accepted" },
  { verb: "approve", label: "Approve", done: "Approved" },
  { verb: "offer", label: "I take it", done: "You take it" },
  { verb: "decline", label: "Decline", done: "Declined" },
  { verb: "withdraw", label: "Take back", done: "Taken back" },
];

/** Whether the viewer can move this request on. */
export const answerable = (swap: SwapDto): boolean =>
  swap.abilities.accept || swap.abilities.approve || swap.abilities.offer || swap.abilities.decline;

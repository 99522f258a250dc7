import { type Address, type ContactKind, planAddresses, type Rules, WAKES } from "../model.ts";

export interface Readiness {
  level: "wakes" | "reaches" | "nothing";
  words: string;
}

const NAMES: Record<ContactKind, string> = {
  mail: "mail",
  push: "push",
  ntfy: "ntfy",
  phone: "phone",
};

function list(words: string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The kinds of address that a page really goes to, by this person's own rules, without repeats. */
export function pageKinds(rules: Rules, addresses: readonly Address[]): ContactKind[] {
  return [...new Set(planAddresses(rules.critical, addresses).map((one) => one.kind))];
}

/**
 * Whether a page would wake this person, in words. A tab that is armed wakes too, but only while it is open: it is not
 * counted.
 */
export function readinessOf(kinds: readonly ContactKind[]): Readiness {
  const waking = kinds.filter((kind) => WAKES.has(kind));
  const rest = kinds.filter((kind) => !WAKES.has(kind));
  if (waking.length > 0) {
    const others = rest.length > 0 ? `, and arrives by ${list(rest.map((kind) => NAMES[kind]))} too` : "";
    const words = `A page wakes this person by ${list(waking.map((kind) => NAMES[kind]))}${others}.`;
    return { level: "wakes", words };
  }
  if (rest.length > 0)
    return {
      level: "reaches",
      words: `Nothing here wakes this person: a page arrives by ${list(rest.map((kind) => NAMES[kind]))} only.`,
    };
  return {
    level: "nothing",
    words: "Nothing here wakes this person: a page stands in the inbox of the portal and nowhere else.",
  };
}

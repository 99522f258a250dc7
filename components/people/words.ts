import type { MembershipKind, Role } from "#lib/platform/context.ts";

export const ROLE_WORDS: Record<Role, string> = {
  viewer: "Viewer",
  responder: "Responder",
  manager: "Manager",
  admin: "Administrator",
};

export const ROLE_HINTS: Record<Role, string> = {
  viewer: "reads",
  responder: "works on incidents and checklists",
  manager: "reads all open teams, approves",
  admin: "sets up everything",
};

export const KIND_WORDS: Record<MembershipKind, string> = {
  lead: "Lead",
  deputy: "Deputy",
  member: "Member",
  reader: "Reader",
};

export const ROLE_OPTIONS = (Object.keys(ROLE_WORDS) as Role[]).map((value) => ({
  value,
  label: `${ROLE_WORDS[value]}, ${ROLE_HINTS[value]}`,
}));

/** What somebody can be in a team; readers exist in closed ones only. */
export const kindOptions = (closed: boolean) =>
  (Object.keys(KIND_WORDS) as MembershipKind[])
    .filter((kind) => closed || kind !== "reader")
    .map((value) => ({ value, label: KIND_WORDS[value] }));

/** The browser and system of a user agent, as people call them. */
export function browserOf(userAgent: string): string {
  const browser = /Edg\//.test(userAgent)
    ? "Edge"
    : /Firefox\//.test(userAgent)
      ? "Firefox"
      : /Chrome\//.test(userAgent)
        ? "Chrome"
        : /Safari\//.test(userAgent)
          ? "Safari"
          : null;
  const system = /Android/.test(userAgent)
    ? "Android"
    : /iPhone|iPad/.test(userAgent)
      ? "iOS"
      : /Windows/.test(userAgent)
        ? "Windows"
        : /Mac OS/.test(userAgent)
          ? "macOS"
          : /Linux/.test(userAgent)
            ? "Linux"
            : null;
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "Another program";
}

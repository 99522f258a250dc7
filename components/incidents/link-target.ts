import type { LinkInput } from "#lib/incidents/schema/links.ts";

const ID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
const PATHS: ReadonlyArray<[RegExp, LinkInput["kind"]]> = [
  [new RegExp(`^/incidents/${ID}$`, "iu"), "incident"],
  [new RegExp(`^/runbooks/${ID}$`, "iu"), "runbook"],
  [new RegExp(`^/checklists/runs/${ID}$`, "iu"), "checklist-item"],
];

/**
 * What a pasted address stands for: a page of this portal becomes the thing itself, anything else stays an address.
 * @param origin the portal's own origin, "https://portal.example.org"
 * @returns null when it is no http address
 */
export function linkOf(address: string, origin: string): LinkInput | null {
  if (!URL.canParse(address.trim())) return null;
  const url = new URL(address.trim());
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.origin === origin) {
    for (const [pattern, kind] of PATHS) {
      const id = pattern.exec(url.pathname)?.[1];
      if (id) return { kind, subjectId: id, part: decodeURIComponent(url.hash.slice(1)) };
    }
  }
  return { kind: "url", subjectId: url.href, part: "" };
}

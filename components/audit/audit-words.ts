import type { AuditDto } from "#lib/audit/schema.ts";

/** Actions in words; one that is missing is said by its own name. */
const WORDS: Record<string, string> = {
  "auth.sign-in": "signed in",
  "auth.sign-out": "signed out",
  "auth.set-up": "set up the portal",
  "auth.change-password": "changed their password",
  "auth.confirm-password": "gave their password again",
  "auth.reset-password": "set a new password by a link",
  "auth.ask-reset": "asked for a reset link",
  "auth.mail-reset": "sent a reset link by mail",
  "auth.create-reset-link": "made a reset link",
  "auth.unlock": "unlocked an account",
  "token.create": "made an API token",
  "token.revoke": "revoked an API token",
  "person.edit-own": "changed their profile",
  "person.edit": "changed a person",
  "person.set-preferences": "changed their preferences",
  "person.deactivate": "deactivated a person",
  "person.reactivate": "reactivated a person",
  "invitation.create": "invited somebody",
  "invitation.accept": "accepted an invitation",
  "invitation.revoke": "took an invitation back",
  "team.create": "made a team",
  "team.edit": "changed a team",
  "team.archive": "archived a team",
  "team.put-member": "changed who is in a team",
  "team.remove-member": "took somebody out of a team",
  "team.fill-duty": "filled a duty role",
  "service.create": "made a service",
  "service.edit": "changed a service",
  "service.archive": "archived a service",
  "service.put-setting": "set a figure of a service",
  "service.drop-setting": "took a service's figure back",
  "setting.put": "set a figure of the installation",
  "setting.drop": "took a figure back",
  "vendor.edit": "changed a vendor",
  "audit.redact": "redacted an entry",
  "access.refused": "was refused",
};

/** What was done, after the name: "Ines signed in". A failed sign-in did not sign anybody in. */
export function sayAction(entry: Pick<AuditDto, "action" | "outcome">): string {
  if (entry.action === "auth.sign-in" && entry.outcome === "failed") return "could not sign in";
  return WORDS[entry.action] ?? entry.action;
}

/** The rooms that can be filtered by. */
export const ACTION_GROUPS = [
  { value: "auth.", label: "Signing in" },
  { value: "token.", label: "API tokens" },
  { value: "person.", label: "People" },
  { value: "invitation.", label: "Invitations" },
  { value: "team.", label: "Teams" },
  { value: "service.", label: "Services" },
  { value: "setting.", label: "Figures" },
  { value: "incident.", label: "Incidents" },
  { value: "checklist", label: "Checklists" },
  { value: "postmortem.", label: "Postmortems" },
  { value: "runbook.", label: "Runbooks" },
  { value: "kpi.", label: "KPIs" },
  { value: "catalogue.", label: "Catalogue" },
  { value: "audit.", label: "The record itself" },
];

const text = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
};

export interface Line {
  term: string;
  from: string | null;
  to: string;
}

/** The detail of an entry as lines: what changed from what to what, then everything else. */
export function linesOf(detail: Record<string, unknown>): Line[] {
  const { changes, ...rest } = detail;
  const changed = Object.entries((changes ?? {}) as Record<string, { from: unknown; to: unknown }>).map(
    ([term, one]) => ({ term, from: text(one?.from), to: text(one?.to) }),
  );
  return [
    ...changed,
    ...Object.entries(rest).map(([term, value]) => ({ term, from: null, to: text(value) })),
  ];
}

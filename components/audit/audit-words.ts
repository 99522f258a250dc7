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
  "catalogue.load": "loaded profiles of the catalogue",
  "incident.declare": "declared an incident",
  "incident.acknowledge": "acknowledged an incident",
  "incident.investigate": "began to investigate",
  "incident.mitigate": "mitigated an incident",
  "incident.resolve": "resolved an incident",
  "incident.close": "closed an incident",
  "incident.reopen": "reopened an incident",
  "incident.cancel": "cancelled an incident",
  "incident.merge": "merged incidents",
  "incident.severity": "changed a severity",
  "incident.escalate": "escalated an incident",
  "incident.role": "gave a role on an incident",
  "incident.join": "joined an incident",
  "incident.note": "wrote a note",
  "incident.update": "sent an update",
  "incident.edit": "changed an incident",
  "incident.link": "linked an incident",
  "incident.star": "starred an entry",
  "incident.read-private": "read a private incident",
  "checklist.create-template": "made a checklist",
  "checklist.edit-template": "changed a checklist",
  "checklist.start-run": "started a run",
  "checklist.answer": "answered an item",
  "checklist.complete-run": "completed a run",
  "checklist.sign-off-run": "signed a run off",
  "checklist.skip-run": "skipped a run",
  "checklist.amend-run": "amended a run",
  "checklist.take-run": "took a run",
  "checklist.hand-over-run": "handed a run over",
  "checklist.pass-on-run": "passed a run on",
  "checklist.open-run": "opened a run",
  "checklist.not-measured": "recorded a run as not measured",
  "postmortem.open": "opened a postmortem",
  "postmortem.edit": "changed a postmortem",
  "postmortem.write": "wrote on a postmortem",
  "postmortem.submit": "submitted a postmortem",
  "postmortem.publish": "published a postmortem",
  "postmortem.send-back": "sent a postmortem back",
  "postmortem.read-private": "read a private postmortem",
  "action.create": "made an action",
  "action.edit": "changed an action",
  "action.done": "finished an action",
  "action.reopen": "reopened an action",
  "action.waive": "waived an action",
  "action.hand-over": "handed an action over",
  "runbook.create": "made a runbook",
  "runbook.edit": "changed a runbook",
  "runbook.review": "reviewed a runbook",
  "kpi.create": "made a KPI",
  "kpi.edit": "changed a KPI",
  "kpi.add-sample": "entered a value",
  "kpi.void-sample": "took a value out",
  "kpi.take-reading": "took a reading over",
  "kpi.set-target": "set a KPI's target",
  "kpi.remove-target": "took a KPI's target back",
  "notification.read": "read messages",
};

/** What was done, after the name: "Ines signed in". A failed sign-in did not sign anybody in. */
export function sayAction(entry: Pick<AuditDto, "action" | "outcome">): string {
  if (entry.action === "auth.sign-in" && entry.outcome === "failed") return "could not sign in";
  return WORDS[entry.action] ?? entry.action.replace(".", ": ").replaceAll("-", " ");
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
  { value: "action.", label: "Actions" },
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

import { globSync } from "node:fs";
import { projectRoot } from "#scripts/launcher/paths.ts";
import type { World } from "./world.ts";

/** Who looks at a page: nobody yet, somebody of the team, or an administrator. */
export type Viewer = "visitor" | "lead" | "admin";

export interface Seen {
  /** The route as app/ spells it: "/incidents/[id]". */
  route: string;
  path: string;
  viewer: Viewer;
}

/** Every route that app/ has a page for, groups left out. */
export function routesOfApp(): string[] {
  return globSync("app/**/page.tsx", { cwd: projectRoot })
    .map((file) => `/${file.slice("app/".length, -"page.tsx".length)}`)
    .map((route) => route.replaceAll(/\/\([^)]*\)/g, "").replace(/(.)\/$/, "$1"))
    .sort();
}

interface Listed {
  items: { id: string; title?: string }[];
}

/** Gives every page something to show, by the API, and says where it stands. */
export async function fillGallery(world: World): Promise<Seen[]> {
  const { lead, engineer, teamId, service } = world;
  const run = await engineer.caller.call<{ id: string }>("POST", "/checklist-runs", {
    templateId: world.morningCheck,
  });
  const answer = (key: string, body: unknown) =>
    engineer.caller.call("PUT", `/checklist-runs/${run.id}/items/${key}`, body);
  await answer("new-errors", { value: "no" });
  await answer("uptime", { value: 99.97 });
  await answer("api-response", { value: 2340, note: "Since 08:40." });
  await answer("payments", { value: "failing" });
  const place = { teamId, serviceId: service.id };
  const incident = await engineer.caller.call<{ id: string }>("POST", "/incidents", {
    title: "Card payments time out at checkout",
    severity: "P1",
    summary: "One in three buyers sees an error.",
    link: { kind: "checklist-item", subjectId: run.id, part: "api-response" },
    ...place,
  });
  await lead.caller.call("POST", `/incidents/${incident.id}/investigate`, {});
  await lead.caller.call("POST", `/incidents/${incident.id}/timeline`, {
    text: "Rolling back.",
    starred: true,
  });
  const colleague = { userId: world.colleague.person.id };
  await lead.caller.call("POST", `/incidents/${incident.id}/escalate`, { to: colleague, reason: "Help me." });
  await lead.caller.call("POST", `/incidents/${incident.id}/updates`, {
    text: "Card payments are slow for some. The next update comes at noon.",
    audience: "stakeholders",
  });
  await lead.caller.call("POST", `/incidents/${incident.id}/page`, {});
  const outside = await lead.caller.call<{ outside: { page: { url: string } } }>(
    "GET",
    `/incidents/${incident.id}/details`,
  );
  const updates = new URL(outside.outside.page.url);
  const postmortem = await lead.caller.call<{ id: string }>("POST", "/postmortems", {
    title: "What we learnt from the launch",
    teamId,
  });
  await lead.caller.call("POST", `/postmortems/${postmortem.id}/causes`, { text: "No limit was set." });
  await lead.caller.call("POST", `/postmortems/${postmortem.id}/actions`, {
    title: "Limit the pool",
    ownerId: lead.person.id,
  });
  const policy = await lead.caller.call<{ id: string }>("POST", "/escalation-policies", {
    name: "Shop, day and night",
    teamId,
    activate: false,
    levels: [
      { delaySeconds: 0, targets: [{ kind: "schedule" }] },
      { delaySeconds: 900, targets: [{ kind: "user", id: world.colleague.person.id }] },
    ],
  });
  const schedule = await lead.caller.call<{ id: string }>("POST", "/schedules", {
    name: "First line",
    teamId,
    layers: [
      {
        name: "Weekly rotation",
        members: [engineer.person.id, world.colleague.person.id],
        every: { unit: "week", count: 1 },
        start: "2026-01-05T09:00",
        restrictions: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "20:00" }],
      },
    ],
  });
  const second = await lead.caller.call<{ id: string }>("POST", "/schedules", {
    name: "Second line",
    teamId,
    layers: [
      {
        name: "Weekly rotation",
        members: [engineer.person.id, world.colleague.person.id],
        every: { unit: "week", count: 1 },
        start: "2026-01-06T09:00",
      },
    ],
  });
  const handoff = await lead.caller.call<{ id: string }>("POST", "/handoffs", { scheduleId: second.id });
  const { items: runbooks } = await lead.caller.call<Listed>("GET", "/runbooks");
  const runbook = runbooks[0]?.id ?? "";
  const template = world.morningCheck;
  return [
    ...["/sign-in", "/forgot", "/setup"].map((path) => ({ route: path, path, viewer: "visitor" as const })),
    { route: "/invite", path: "/invite?token=used-up", viewer: "visitor" },
    { route: "/reset", path: "/reset?token=some-secret", viewer: "visitor" },
    { route: "/acknowledge", path: "/acknowledge?right=used-up", viewer: "visitor" },
    { route: "/leave", path: "/leave?leave=somebody-elses", viewer: "visitor" },
    { route: "/updates", path: `${updates.pathname}${updates.search}`, viewer: "visitor" },
    ...[
      ["/", "/"],
      ["/today"],
      ["/sign-out"],
      ["/notifications"],
      ["/profile"],
      ["/profile/notifications"],
      ["/docs/api"],
      ["/incidents"],
      ["/incidents/new"],
      ["/incidents/[id]", `/incidents/${incident.id}`],
      ["/checklists", "/checklists?view=templates"],
      ["/checklists/runs/[id]", `/checklists/runs/${run.id}`],
      ["/checklists/templates"],
      ["/checklists/templates/new"],
      ["/checklists/templates/[id]", `/checklists/templates/${template}`],
      ["/checklists/templates/[id]/edit", `/checklists/templates/${template}/edit`],
      ["/kpis", `/kpis?service=${service.id}&kpi=api-response`],
      ["/kpis/[key]", "/kpis/mtta"],
      ["/on-call", `/on-call?open=${schedule.id}`],
      ["/on-call/mine"],
      ["/on-call/coverage"],
      ["/on-call/schedules"],
      ["/on-call/schedules/new"],
      ["/on-call/schedules/[id]", `/on-call/schedules/${schedule.id}`],
      ["/on-call/schedules/[id]/edit", `/on-call/schedules/${schedule.id}/edit`],
      ["/on-call/handoffs"],
      ["/on-call/handoffs/[id]", `/on-call/handoffs/${handoff.id}`],
      ["/on-call/contacts", `/on-call/contacts?team=${teamId}`],
      ["/on-call/contacts/[id]", `/on-call/contacts/${teamId}`],
      ["/postmortems"],
      ["/postmortems/[id]", `/postmortems/${postmortem.id}`],
      ["/actions"],
      ["/runbooks"],
      ["/runbooks/new"],
      ["/runbooks/[id]", `/runbooks/${runbook}`],
      ["/services"],
      ["/services/[id]", `/services/${service.id}`],
    ].map(([route = "", path = route]) => ({ route, path, viewer: "lead" as const })),
    ...[
      ["/settings"],
      ["/runbooks/[id]/edit", `/runbooks/${runbook}/edit`],
      ["/settings/people"],
      ["/settings/people/[id]", `/settings/people/${lead.person.id}`],
      ["/settings/teams"],
      ["/settings/teams/[id]", `/settings/teams/${teamId}`],
      ["/settings/teams/[id]/paging", `/settings/teams/${teamId}/paging`],
      ["/settings/deliveries"],
      ["/settings/gateways"],
      ["/settings/escalations"],
      ["/settings/escalations/new"],
      ["/settings/escalations/[id]", `/settings/escalations/${policy.id}`],
      ["/settings/escalations/[id]/edit", `/settings/escalations/${policy.id}/edit`],
      ["/settings/figures"],
      ["/settings/tokens"],
      ["/settings/audit"],
      ["/settings/audit/sign-ins"],
      ["/settings/audit/refusals"],
      ["/settings/catalogue"],
      ["/settings/catalogue/[kind]", "/settings/catalogue/checklists"],
    ].map(([route = "", path = route]) => ({ route, path, viewer: "admin" as const })),
  ];
}

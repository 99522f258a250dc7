import type { Client } from "pg";

/** The rows whose screens are taken, by what stands in the address. */
export type Rows = Record<
  | "incident"
  | "open"
  | "done"
  | "template"
  | "postmortem"
  | "runbook"
  | "service"
  | "team"
  | "schedule"
  | "handoff"
  | "policy"
  | "person",
  string
>;

/** A screen to be taken: its address, and whom it is for. */
export interface Screen {
  name: string;
  path: string;
  as: "ines" | "tomasz" | "lea" | "greta" | null;
}

async function one(client: Client, sql: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(sql);
  return rows[0]?.id ?? "00000000-0000-0000-0000-000000000000";
}

/** The demo's rows that are worth a picture. */
export async function rowsOf(client: Client): Promise<Rows> {
  const incident = await one(
    client,
    "SELECT id::text FROM incidents WHERE severity = 'P1' AND status = 'investigating' LIMIT 1",
  );
  const open = await one(
    client,
    "SELECT id::text FROM checklist_runs WHERE state = 'open' AND items_done > 0 ORDER BY opens_at DESC LIMIT 1",
  );
  const done = await one(
    client,
    "SELECT id::text FROM checklist_runs WHERE state = 'completed' AND items_total = 18 ORDER BY opens_at DESC LIMIT 1",
  );
  const template = await one(
    client,
    "SELECT id::text FROM checklist_templates WHERE catalogue_key = 'saas-morning-check' LIMIT 1",
  );
  const postmortem = await one(client, "SELECT id::text FROM postmortems ORDER BY created_at DESC LIMIT 1");
  const runbook = await one(
    client,
    "SELECT id::text FROM runbooks WHERE archived_at IS NULL ORDER BY title LIMIT 1",
  );
  const service = await one(client, "SELECT id::text FROM services WHERE name = 'Checkout API'");
  const team = await one(client, "SELECT id::text FROM teams WHERE name = 'Payments'");
  const schedule = await one(
    client,
    "SELECT id::text FROM schedules WHERE archived_at IS NULL ORDER BY ordinal, id LIMIT 1",
  );
  const handoff = await one(
    client,
    "SELECT id::text FROM handoffs WHERE state = 'submitted' AND from_user_id IS NOT NULL ORDER BY at_time DESC LIMIT 1",
  );
  const policy = await one(client, "SELECT id::text FROM escalation_policies ORDER BY name LIMIT 1");
  const person = await one(client, "SELECT id::text FROM users WHERE email LIKE 'ines@%'");
  return {
    incident,
    open,
    done,
    template,
    postmortem,
    runbook,
    service,
    team,
    schedule,
    handoff,
    policy,
    person,
  };
}

/** Every screen of the portal. */
export function screensOf(rows: Rows): Screen[] {
  const {
    incident,
    open,
    done,
    template,
    postmortem,
    runbook,
    service,
    team,
    schedule,
    handoff,
    policy,
    person,
  } = rows;
  const screens: Array<[string, string, Screen["as"]]> = [
    ["sign-in", "/sign-in", null],
    ["forgot", "/forgot", null],
    ["today", "/today", "ines"],
    ["today-manager", "/today", "lea"],
    ["incidents", "/incidents", "ines"],
    ["incidents-board", "/incidents?view=board", "ines"],
    ["incident", `/incidents/${incident}`, "ines"],
    ["incident-new", "/incidents/new", "ines"],
    ["checklists", "/checklists", "ines"],
    ["run-open", `/checklists/runs/${open}`, "ines"],
    ["run-completed", `/checklists/runs/${done}`, "ines"],
    ["template", `/checklists/templates/${template}`, "tomasz"],
    ["template-edit", `/checklists/templates/${template}/edit`, "tomasz"],
    ["template-new", "/checklists/templates/new", "tomasz"],
    ["oncall", `/on-call?open=${schedule}`, "tomasz"],
    ["oncall-month", "/on-call?view=month", "ines"],
    ["oncall-mine", "/on-call/mine", "ines"],
    ["oncall-mine-month", "/on-call/mine?view=month", "ines"],
    ["schedule", `/on-call/schedules/${schedule}`, "tomasz"],
    ["schedule-edit", `/on-call/schedules/${schedule}/edit`, "tomasz"],
    ["schedule-new", "/on-call/schedules/new", "tomasz"],
    ["schedules", "/on-call/schedules", "tomasz"],
    ["handoff", `/on-call/handoffs/${handoff}`, "ines"],
    ["handoff-outgoing", `/on-call/handoffs/${handoff}`, "tomasz"],
    ["handoffs", "/on-call/handoffs", "tomasz"],
    ["contacts", "/on-call/contacts", "tomasz"],
    ["call-sheet", `/on-call/contacts/${team}`, "tomasz"],
    ["coverage", "/on-call/coverage", "tomasz"],
    ["postmortems", "/postmortems", "tomasz"],
    ["postmortem", `/postmortems/${postmortem}`, "tomasz"],
    ["actions", "/actions", "ines"],
    ["runbooks", "/runbooks", "ines"],
    ["runbook", `/runbooks/${runbook}`, "ines"],
    ["kpis", "/kpis", "lea"],
    ["kpi-trend", "/kpis?kpi=api-response-p95", "lea"],
    ["kpi", "/kpis/mtta", "lea"],
    ["services", "/services", "tomasz"],
    ["service", `/services/${service}`, "tomasz"],
    ["notifications", "/notifications", "tomasz"],
    ["profile", "/profile", "ines"],
    ["settings", "/settings", "greta"],
    ["settings-people", "/settings/people", "greta"],
    ["settings-person", `/settings/people/${person}`, "greta"],
    ["settings-teams", "/settings/teams", "greta"],
    ["settings-team", `/settings/teams/${team}`, "greta"],
    ["settings-team-paging", `/settings/teams/${team}/paging`, "tomasz"],
    ["settings-gateways", "/settings/gateways", "greta"],
    ["settings-deliveries", "/settings/deliveries", "greta"],
    ["reach", "/profile/notifications", "ines"],
    ["acknowledge", "/acknowledge?right=run-out", null],
    ["settings-escalations", "/settings/escalations", "greta"],
    ["settings-escalation-new", "/settings/escalations/new", "greta"],
    ["settings-figures", "/settings/figures", "greta"],
    ["settings-tokens", "/settings/tokens", "greta"],
    ["settings-audit", "/settings/audit", "greta"],
    ["settings-catalogue", "/settings/catalogue", "greta"],
    ["template-list", "/checklists/templates", "tomasz"],
    ["runbook-new", "/runbooks/new", "tomasz"],
    ["runbook-edit", `/runbooks/${runbook}/edit`, "greta"],
    ["settings-escalation", `/settings/escalations/${policy}`, "greta"],
    ["settings-escalation-edit", `/settings/escalations/${policy}/edit`, "greta"],
    ["settings-sign-ins", "/settings/audit/sign-ins", "greta"],
    ["settings-refusals", "/settings/audit/refusals", "greta"],
    ["settings-kind", "/settings/catalogue/checklists", "greta"],
    ["setup", "/setup", null],
    ["invite", "/invite?token=used-up", null],
    ["reset", "/reset?token=some-secret", null],
    ["leave", "/leave?leave=somebody-elses", null],
    ["updates", "/updates?page=somebody-elses", null],
    ["sign-out", "/sign-out", "ines"],
    ["not-found", "/incidents/00000000-0000-0000-0000-000000000000", "ines"],
    ["api", "/docs/api", null],
  ];
  return screens.map(([name, path, as]) => ({ name, path, as }));
}

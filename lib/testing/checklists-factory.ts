import { randomUUID } from "node:crypto";
import { createTemplate } from "#lib/checklists/commands/create-template.ts";
import { startRun } from "#lib/checklists/commands/start-run.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";
import { CreateTemplate, type TemplateDto } from "#lib/checklists/schema/templates.ts";
import type { Actor, Ctx, MembershipKind, Role } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";

/** The instant the tests stand at: a Friday morning. */
export const NOW = new Date("2026-11-20T08:05:00Z");

/** A person of the database, and the context of their session. */
export interface Someone {
  id: string;
  name: string;
  ctx: Ctx;
}

/** The same person later, in a new request. */
export const at = (ctx: Ctx, instant: Date | string): Ctx => ({ ...ctx, now: new Date(instant) });

function actorOf(id: string, name: string, role: Role, teams: ReadonlyMap<string, MembershipKind>): Actor {
  const none = { scopes: null, tokenId: null, sessionId: null, passwordAt: null };
  return { kind: "user", userId: id, name, role, teams, zone: "UTC", email: `${id}@example.org`, ...none };
}

/** Makes a person with these memberships. */
export async function makePerson(
  name: string,
  role: Role = "responder",
  teams: Record<string, MembershipKind> = {},
): Promise<Someone> {
  const id = randomUUID();
  await db().user.create({
    data: { id, name, email: `${id}@example.org`, role, zone: "UTC", createdAt: NOW, updatedAt: NOW },
  });
  const kinds = Object.entries(teams);
  await db().membership.createMany({ data: kinds.map(([teamId, kind]) => ({ teamId, userId: id, kind })) });
  return {
    id,
    name,
    ctx: { actor: actorOf(id, name, role, new Map(kinds)), requestId: `test-${id}`, now: NOW },
  };
}

export async function makeTeam(
  visibility: "open" | "closed" = "open",
  zone = "Europe/Berlin",
): Promise<string> {
  const id = randomUUID();
  await db().team.create({
    data: { id, name: `Team ${id}`, visibility, zone, createdAt: NOW, updatedAt: NOW },
  });
  return id;
}

export async function makeService(teamId: string, name = "Checkout API"): Promise<string> {
  const id = randomUUID();
  await db().service.create({ data: { id, name: `${name} ${id}`, teamId, createdAt: NOW, updatedAt: NOW } });
  return id;
}

/** A team as most tests need it: a lead, two members, somebody of another team, a viewer, an administrator. */
export async function makeCrew(visibility: "open" | "closed" = "open") {
  const teamId = await makeTeam(visibility);
  const otherTeamId = await makeTeam();
  return {
    teamId,
    lead: await makePerson("Lea Lead", "responder", { [teamId]: "lead" }),
    ines: await makePerson("Ines Albrecht", "responder", { [teamId]: "member" }),
    marek: await makePerson("Marek Lindqvist", "responder", { [teamId]: "member" }),
    viewer: await makePerson("Vera Viewer", "viewer", { [teamId]: "member" }),
    stranger: await makePerson("Olaf Other", "responder", { [otherTeamId]: "lead" }),
    admin: await makePerson("Ada Admin", "admin"),
  };
}

/** Every kind of item, as a morning check has them; as a body of `POST /checklist-templates`. */
export const MORNING = {
  title: "Morning check",
  estimateMinutes: { min: 15, max: 20 },
  escalateIf: [
    { metric: "response_ms", comparator: "gt", value: 2000, unit: "ms" },
    { event: "any service down" },
  ],
  sections: [
    {
      title: "Errors in the last 24 hours",
      items: [{ key: "new-errors", text: "New errors in the error tracker?", type: "yesno", badWhen: "yes" }],
    },
    {
      title: "Key metrics",
      items: [
        {
          key: "api-response",
          text: "API response time",
          type: "number",
          measure: {
            metric: "response_ms",
            unit: "ms",
            comparator: "lt",
            target: 500,
            warn: 1000,
            critical: 2000,
          },
        },
      ],
    },
    { title: "Critical services", items: [{ key: "email", text: "E-mail is going out", type: "status" }] },
    {
      title: "Yesterday's activity",
      items: [
        {
          key: "logins",
          text: "Logins, actual against expected",
          type: "numberVsExpected",
          measure: { metric: "logins", unit: "count" },
        },
        { key: "unusual", text: "Unusual patterns?", type: "text", required: false },
      ],
    },
    {
      title: "Flows",
      items: [
        {
          key: "flows",
          text: "Test the major flows",
          items: [
            { key: "flow-sign-in", text: "Sign-in", mayBeNa: false },
            { key: "flow-pay", text: "Payment", mayBeNa: true },
          ],
        },
      ],
    },
  ],
} as const;

/** A template of the team, made by its lead. */
export function makeTemplate(
  lead: Someone,
  teamId: string,
  more: Record<string, unknown> = {},
): Promise<TemplateDto> {
  return createTemplate(lead.ctx, CreateTemplate.parse({ ...MORNING, teamId, ...more }));
}

/** A run of a fresh template, started by `by`. */
export async function makeRun(
  lead: Someone,
  by: Someone,
  teamId: string,
  more: Record<string, unknown> = {},
): Promise<RunDto> {
  const template = await makeTemplate(lead, teamId, more);
  return startRun(by.ctx, { templateId: template.id });
}

/** Answers that make the morning check complete, without a breach. */
export const ANSWERS: Record<string, unknown> = {
  "new-errors": "no",
  "api-response": 410,
  email: "working",
  logins: { actual: 11820, expected: 12400 },
  "flow-sign-in": true,
  "flow-pay": true,
};

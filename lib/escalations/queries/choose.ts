import type { Ctx } from "#lib/platform/context.ts";
import { reader, readRows } from "#lib/platform/db.ts";
import { pick, storedOf } from "#lib/services/queries.ts";
import { Prisma } from "#prisma";
import { holds } from "../model/conditions.ts";
import { defaultPath, pathOf, readDefinition } from "../model/definition.ts";
import { type Impact, isUrgent, type Path, type Severity } from "../model.ts";
import { momentOf } from "./reach.ts";

export interface Judged {
  severity: Severity;
  teamId: string;
  serviceId: string | null;
  impact?: Impact;
}

interface PolicyRow {
  id: string;
  name: string;
  team_id: string;
  definition: unknown;
}

/** The active policies that may judge, the service's own before the team's: the scopes' key allows one each. */
async function candidates(ctx: Ctx, about: Judged): Promise<PolicyRow[]> {
  const keys = about.serviceId ? ["", about.serviceId] : [""];
  return readRows<PolicyRow>(
    ctx,
    Prisma.sql`SELECT p.id::text, p.name, p.team_id::text, p.definition
      FROM escalation_scopes s JOIN escalation_policies p ON p.id = s.policy_id
      WHERE s.team_id = ${about.teamId}::uuid AND s.severity = ${about.severity} AND s.service_key = ANY(${keys})
        AND p.state = 'active' AND p.archived_at IS NULL AND p.lacks IS NULL
      ORDER BY s.service_key DESC`,
  );
}

/** The backstop of P0 and P1 as the installation or the service sets it (C-20); null: the levels alone. */
async function backstopOf(ctx: Ctx, about: Judged): Promise<number | null> {
  if (!isUrgent(about.severity)) return null;
  const keys = ["escalation_timing", "escalation_backstop_minutes"] as const;
  const stored = await storedOf(reader(ctx), keys, about.serviceId);
  if (pick(stored, "escalation_timing").value === "policy_levels") return null;
  return Number(pick(stored, "escalation_backstop_minutes").value) * 60;
}

/** The policy in force for a subject now, with its path; null: the default path judges. */
export async function policyFor(ctx: Ctx, about: Judged, now: Date): Promise<Path | null> {
  for (const row of await candidates(ctx, about)) {
    const definition = readDefinition(row.definition);
    if (definition.conditions.length > 0) {
      const moment = await momentOf(ctx, about, about.teamId, now);
      if (!definition.conditions.every((condition) => holds(condition, moment))) continue;
    }
    const policy = { id: row.id, name: row.name, teamId: row.team_id, definition };
    return pathOf(policy, about.severity, await backstopOf(ctx, about));
  }
  return null;
}

/** The path that judges a subject now: its service's policy, its team's, or the default. */
export async function pathFor(ctx: Ctx, about: Judged, now: Date): Promise<Path> {
  const chosen = await policyFor(ctx, about, now);
  return chosen ?? defaultPath(about.teamId, about.severity, await backstopOf(ctx, about));
}

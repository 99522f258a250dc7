import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { EscalationPolicy, Prisma } from "#prisma";
import type { CatalogueContent, CatalogueItem } from "../catalogue-file.ts";
import { EDITED_HERE, type Keeper, type Load, type Outcome } from "./outcome.ts";

type Policy = CatalogueContent["escalationPolicies"][number];

/** Each level waits after the one before it: minutes 0, 15, 30 of the file are waits of 0, 15 and 15 (S-045). */
function definitionOf(policy: Policy) {
  const levels = policy.levels.map((level, index) => ({
    target: { kind: "duty-role", role: level.role },
    delaySeconds: (level.fromMinute - (policy.levels[index - 1]?.fromMinute ?? 0)) * 60,
  }));
  return {
    appliesTo: policy.appliesTo.severities,
    levels,
    backstop: {
      unresolvedSeconds: policy.backstop.unresolvedMinutes * 60,
      action: policy.backstop.action,
    },
    manual: policy.manual,
    validation: policy.validation,
    /** It stays a draft until each of these is filled in the team. */
    needsRoles: [...new Set(policy.levels.map((level) => level.role))],
  };
}

const hashOf = (name: string, definition: unknown) => sha256(canonicalJson({ name, definition }));

function untouched(row: EscalationPolicy): string | null {
  const { from, ...definition } = row.definition as { from?: string };
  return from !== undefined && from === hashOf(row.name, definition) ? from : null;
}

async function keepPolicy(load: Load, item: CatalogueItem, row?: EscalationPolicy): Promise<Outcome> {
  const { tx, ctx, team } = load;
  const made = definitionOf(item.content as Policy);
  const from = hashOf(item.title, made);
  const definition = { ...made, from } as unknown as Prisma.InputJsonObject;
  if (!row) {
    const id = uuidv7();
    await tx.escalationPolicy.create({
      data: {
        id,
        teamId: team.id,
        name: item.title,
        state: "draft",
        catalogueKey: item.key,
        definition,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    return { fate: "made", subjectId: id };
  }
  const before = untouched(row);
  if (before === null) return { fate: "kept", subjectId: row.id, why: EDITED_HERE };
  if (before === from) return { fate: "unchanged", subjectId: row.id };
  if (row.state !== "draft")
    return { fate: "kept", subjectId: row.id, why: "It is in force here; that stays." };
  await tx.escalationPolicy.update({
    where: { id: row.id },
    data: { name: item.title, definition, version: { increment: 1 }, updatedAt: ctx.now },
  });
  return { fate: "updated", subjectId: row.id };
}

/** Escalation policies as drafts of the team: they ask who fills their duty roles. */
export const keepEscalationPolicies: Keeper = async (load, items) => {
  const rows = await load.tx.escalationPolicy.findMany({
    where: { teamId: load.team.id, catalogueKey: { in: items.map((item) => item.key) } },
  });
  const outcomes: Outcome[] = [];
  for (const item of items)
    outcomes.push(
      await keepPolicy(
        load,
        item,
        rows.find((row) => row.catalogueKey === item.key),
      ),
    );
  return outcomes;
};

import type { PoolClient } from "pg";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Chance } from "./chance.ts";
import type { DemoIncident } from "./incidents.ts";
import { insertRows } from "./rows.ts";

const DAY = 86_400_000;
const ACTIONS = [
  "Alert on 401 answers from the payment webhook",
  "Write the tenant id into payment log lines",
  "Add pool use to the Morning check",
  "Limit the pool per release",
  "Probe the login page from outside",
  "Document the rollback of the ledger",
  "Add the missing index to the migration checklist",
];

function stateOf(age: number, chance: Chance): "draft" | "in-review" | "published" {
  if (age < 4) return "draft";
  if (age < 9 && chance.happens(0.5)) return "in-review";
  return chance.happens(0.94) ? "published" : "draft";
}

/** A postmortem for each serious incident, with causes and actions: most done, some overdue. */
export async function writeUp(
  client: PoolClient,
  chance: Chance,
  incidents: DemoIncident[],
  now: Date,
): Promise<number> {
  const postmortems: Array<Record<string, unknown>> = [];
  const causes: Array<Record<string, unknown>> = [];
  const actions: Array<Record<string, unknown>> = [];
  for (const one of incidents) {
    const resolved = one.resolvedAt ?? now;
    const age = (now.getTime() - resolved.getTime()) / DAY;
    const state = stateOf(age, chance);
    const id = uuidv7(resolved.getTime());
    const submitted = new Date(Math.min(now.getTime(), resolved.getTime() + chance.between(1, 4) * DAY));
    const published = new Date(Math.min(now.getTime(), submitted.getTime() + chance.between(0.2, 2.5) * DAY));
    postmortems.push({
      id,
      incident_id: one.id,
      team_id: one.where.teamId,
      service_id: one.where.serviceId,
      title: one.title,
      state,
      owner_id: one.commander,
      due_at: new Date(resolved.getTime() + 5 * DAY),
      sections: {
        summary: `${one.title}. ${one.cause}.`,
        impact: "Part of the buyers could not pay.",
        wentWell: "The first person acted within minutes.",
        wentBadly: "The check did not look at the pool.",
        lucky: "It was not the first of the month.",
        resolution: `${one.resolution}.`,
      },
      is_private: false,
      is_demo: true,
      submitted_at: state === "draft" ? null : submitted,
      published_at: state === "published" ? published : null,
      published_by_id: state === "published" ? one.where.people[0] : null,
      version: 3,
      created_at: resolved,
      updated_at: published,
    });
    causes.push({
      id: uuidv7(),
      postmortem_id: id,
      text: one.cause,
      kind: "trigger",
      ordinal: 0,
      created_at: resolved,
    });
    if (chance.happens(0.6))
      causes.push({
        id: uuidv7(),
        postmortem_id: id,
        text: "No alert looked at this figure",
        kind: "detection",
        ordinal: 1,
        created_at: resolved,
      });
    for (let index = 0; index < chance.whole(1, 3); index++) {
      const due = new Date(resolved.getTime() + chance.between(6, 40) * DAY);
      const done = due < now ? chance.happens(0.85) : chance.happens(0.25);
      const doneAt = new Date(
        Math.min(now.getTime(), due.getTime() + chance.between(-5, chance.happens(0.25) ? 4 : 0) * DAY),
      );
      actions.push({
        id: uuidv7(resolved.getTime()),
        title: chance.pick(ACTIONS),
        detail: "",
        team_id: one.where.teamId,
        service_id: one.where.serviceId,
        owner_id: chance.pick(one.where.people),
        due_on: due.toISOString().slice(0, 10),
        priority: chance.weighted([
          ["high", 1],
          ["normal", 3],
          ["low", 1],
        ] as const),
        state: done ? "done" : "open",
        source_kind: "postmortem",
        source_id: id,
        source_label: `Postmortem: ${one.title}`,
        done_at: done ? doneAt : null,
        done_by_id: done ? one.commander : null,
        is_demo: true,
        version: 1,
        created_at: resolved,
        updated_at: resolved,
      });
    }
  }
  await insertRows(client, "postmortems", postmortems);
  await insertRows(client, "postmortem_causes", causes);
  await insertRows(client, "action_items", actions);
  return postmortems.length;
}

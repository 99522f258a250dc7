import { acceptHandoff } from "#lib/handoffs/commands/accept.ts";
import { draftHandoff } from "#lib/handoffs/commands/draft.ts";
import { prepareHandoff } from "#lib/handoffs/commands/prepare.ts";
import { submitHandoff } from "#lib/handoffs/commands/submit.ts";
import { STEP_KEYS } from "#lib/handoffs/model.ts";
import { type Change, changesBetween } from "#lib/handoffs/queries/changes.ts";
import { getHandoff } from "#lib/handoffs/queries.ts";
import { addOverride } from "#lib/oncall/commands/add-override.ts";
import { askSwap } from "#lib/oncall/commands/ask-swap.ts";
import { createSchedule } from "#lib/oncall/commands/create-schedule.ts";
import type { LayerInput } from "#lib/oncall/schema/rules.ts";
import { CreateSchedule } from "#lib/oncall/schema/schedules.ts";
import { type Ctx, systemCtx, within } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { addMinutes, instantToWall } from "#lib/platform/time.ts";

const DAY = 1440;
/** So long the demo's teams have been on call, in days; a whole number of weeks. */
const WEEKS = 4;

interface Cast {
  ids: Map<string, string>;
  teamIds: Map<string, string>;
}

/** A person of the demo, as if they had signed in then. */
function as(id: string, name: string, now: Date): Ctx {
  const ctx = systemCtx("demo", now);
  return { ...ctx, actor: { ...ctx.actor, kind: "user", userId: id, name, role: "responder" } };
}

const LINES: ReadonlyArray<{
  team: string;
  name: string;
  zone: string;
  members: string[];
  /** Minutes before now at which the running week began. */
  began: number;
  graceMinutes?: number;
  restrictions?: LayerInput["restrictions"];
}> = [
  {
    team: "payments",
    name: "First line",
    zone: "Europe/Berlin",
    members: ["marek", "ines", "tomasz"],
    began: 6,
    graceMinutes: 60,
  },
  {
    team: "payments",
    name: "Second line",
    zone: "Europe/Berlin",
    members: ["jonas", "tomasz"],
    began: 2 * DAY,
  },
  {
    team: "platform",
    name: "First line",
    zone: "Europe/London",
    members: ["aiko", "nadia", "chen"],
    began: 5 * DAY,
  },
  {
    team: "portal",
    name: "First line",
    zone: "Asia/Kolkata",
    members: ["dario", "luis"],
    began: 3 * DAY,
    restrictions: [{ days: [1, 2, 3, 4, 5], from: "00:00", to: "24:00" }],
  },
];

/** The wall time so many whole weeks earlier: the clocks may have changed since. */
function weeksBefore(at: Date, zone: string): string {
  const wall = new Date(`${instantToWall(at, zone)}Z`);
  return addMinutes(wall, -WEEKS * 7 * DAY)
    .toISOString()
    .slice(0, 16);
}

async function makeLines(cast: Cast, now: Date): Promise<string[]> {
  const ids: string[] = [];
  for (const line of LINES) {
    const began = addMinutes(now, -line.began - WEEKS * 7 * DAY);
    const made = await createSchedule(
      systemCtx("demo", began),
      CreateSchedule.parse({
        name: line.name,
        teamId: cast.teamIds.get(line.team),
        zone: line.zone,
        graceMinutes: line.graceMinutes ?? 30,
        layers: [
          {
            name: "Weekly rotation",
            members: line.members.map((key) => cast.ids.get(key)),
            every: { unit: "week", count: 1 },
            start: weeksBefore(addMinutes(now, -line.began), line.zone),
            restrictions: line.restrictions ?? [],
          },
        ],
      }),
    );
    ids.push(made.id);
  }
  return ids;
}

const BRIEFINGS = [
  "Quiet week. The nightly export was slow twice; the note in the ledger's runbook helps.",
  "One P2 on Tuesday, written up. Watch the queue on Monday mornings.",
  "Two false alarms from the old probe; its limit was raised.",
];

/**
 * One handoff as people do it: prepared, signed and accepted. In one transaction: a worker that runs beside the demo
 * would find its time over between two of these steps.
 */
async function tellHandoff(change: Change, index: number, now: Date): Promise<void> {
  const early = systemCtx("demo", addMinutes(change.at, -40));
  await inTransaction(early, async (tx) => {
    const id = await draftHandoff(within(early, tx), change);
    const { version, to, from, state } = await getHandoff(within(early, tx), id);
    if (state !== "draft") return;
    if (from) {
      const ctx = within(as(from.id, from.name, addMinutes(change.at, -8)), tx);
      const steps = Object.fromEntries(STEP_KEYS.map((key) => [key, true]));
      const briefing = BRIEFINGS[index % BRIEFINGS.length] ?? "";
      await prepareHandoff(ctx, { id, version, steps, briefing });
      await submitHandoff(ctx, { id });
    }
    const taken = addMinutes(change.at, index % 5 === 3 ? 75 : 4 + (index % 7));
    if (addMinutes(change.at, 10) < now)
      await acceptHandoff(within(as(to.id, to.name, taken), tx), { id, queries: [] });
  });
}

/** The handoffs of the weeks, one of them too late. */
async function tellHandoffs(now: Date): Promise<void> {
  const since = addMinutes(now, -WEEKS * 7 * DAY - 6 * DAY);
  const changes = await changesBetween(systemCtx("demo", since), since, now);
  for (const [index, change] of changes.entries()) await tellHandoff(change, index, now);
}

/** On-call of the demo: four lines, the handoffs of four weeks, one that waits, an override, a gap and a request. */
export async function tellOncall(cast: Cast, now: Date): Promise<void> {
  const [first, , , portal] = await makeLines(cast, now);
  await tellHandoffs(now);
  const today = systemCtx("demo", now);
  const from = addMinutes(now, 3 * DAY);
  if (first)
    await addOverride(today, {
      id: first,
      userId: cast.ids.get("jonas") ?? null,
      from: from.toISOString(),
      to: addMinutes(from, 19 * 60).toISOString(),
      reason: "Dentist, then travel",
    });
  const luis = cast.ids.get("luis");
  if (!portal || !luis) return;
  const turn = await db().shift.findFirstOrThrow({
    where: { scheduleId: portal, userId: luis, fromAt: { gt: now } },
    orderBy: { fromAt: "asc" },
  });
  await askSwap(today, {
    id: portal,
    userId: luis,
    from: turn.fromAt.toISOString(),
    to: addMinutes(turn.fromAt, 6 * 60).toISOString(),
    reason: "School play",
  });
}

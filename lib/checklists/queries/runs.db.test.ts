import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { ANSWERS, at, makeCrew, makePerson, makeRun, makeTemplate } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { completeRun } from "../commands/complete-run.ts";
import { putItem } from "../commands/put-item.ts";
import { startRun } from "../commands/start-run.ts";
import type { AnswerValue } from "../model.ts";
import { ListRuns } from "../schema/runs.ts";
import { ListTemplates } from "../schema/templates.ts";
import { readRun } from "./run.ts";
import { countRunsForPerson, listRuns, runsForPerson } from "./runs.ts";
import { listTemplates } from "./templates.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;
beforeAll(async () => {
  crew = await makeCrew();
});

type Who = { ctx: Parameters<typeof listRuns>[0] };
const runs = (who: Who, filter: Record<string, unknown>, instant?: string) =>
  listRuns(instant ? at(who.ctx, instant) : who.ctx, ListRuns.parse(filter));

async function complete(who: Who, id: string): Promise<void> {
  for (const [key, value] of Object.entries(ANSWERS))
    await putItem(who.ctx, id, key, { value: value as AnswerValue });
  await completeRun(who.ctx, id);
}

describe("the list of runs", () => {
  it("tells due, late, missed and done by the clock", async () => {
    const run = await makeRun(crew.lead, crew.ines, crew.teamId, { rrule: "FREQ=DAILY" });
    const templateId = run.templateId;
    const found = async (instant: string) => {
      const states = await Promise.all(
        (["open", "due", "late", "missed", "done"] as const).map(async (state) =>
          (await runs(crew.ines, { state, templateId }, instant)).items.length > 0 ? state : null,
        ),
      );
      return states.filter(Boolean).join(" ");
    };
    expect(await found("2026-11-20T10:05:00Z")).toBe("open due");
    expect(await found("2026-11-20T10:05:01Z")).toBe("open late");
    expect(await found("2026-11-20T11:05:00Z")).toBe("open missed");
    await complete(crew.ines, run.id);
    expect(await found("2026-11-20T11:05:00Z")).toBe("done");
  });

  it("pages by cursor without losing or repeating a run, and refuses a foreign cursor", async () => {
    const template = await makeTemplate(crew.lead, crew.teamId);
    const made = [];
    for (let count = 0; count < 5; count++)
      made.push(await startRun(crew.ines.ctx, { templateId: template.id }));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof runs>> = await runs(crew.ines, {
        templateId: template.id,
        limit: "2",
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.items.map((run) => run.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual(made.map((run) => run.id).sort());
    const other = await listTemplates(crew.ines.ctx, ListTemplates.parse({ limit: "1" }));
    await expect(runs(crew.ines, { cursor: other.nextCursor })).rejects.toMatchObject({ code: "bad_cursor" });
  });

  it("shows a closed team's runs to its people and administrators alone", async () => {
    const closed = await makeCrew("closed");
    const run = await makeRun(closed.lead, closed.ines, closed.teamId);
    const sees = async (who: Who) => (await runs(who, { templateId: run.templateId })).items.length === 1;
    expect(await Promise.all([closed.marek, closed.viewer, closed.admin].map(sees))).toEqual([
      true,
      true,
      true,
    ]);
    expect(await Promise.all([closed.stranger, crew.lead].map(sees))).toEqual([false, false]);
    await expect(readRun(closed.stranger.ctx, run.id)).rejects.toMatchObject({ code: "not_found" });
    expect(
      (await listTemplates(closed.stranger.ctx, ListTemplates.parse({ teamId: closed.teamId }))).items,
    ).toEqual([]);
  });
});

describe("what is mine", () => {
  it("is what I started, what is given to me or my team, and what goes with the pager I hold", async () => {
    const mine = await makeCrew();
    const outsider = await makePerson("Petra", "responder");
    const make = async (assign: Record<string, unknown>) => {
      const run = await makeRun(mine.lead, mine.ines, mine.teamId, { assign });
      await db().checklistRun.update({ where: { id: run.id }, data: { ownerId: null } });
      return run.id;
    };
    const pager = await make({ kind: "pager" });
    const team = await make({ kind: "team" });
    const person = await make({ kind: "person", id: outsider.id });
    const started = (await makeRun(mine.lead, mine.marek, mine.teamId, { assign: { kind: "pager" } })).id;
    const of = async (who: Who) =>
      (await runs(who, { mine: "true", teamId: mine.teamId })).items.map((run) => run.id).sort();
    expect(await of(mine.lead)).toEqual([pager, team].sort());
    expect(await of(mine.ines)).toEqual([team]);
    expect(await of(mine.marek)).toEqual([team, started].sort());
    expect(await of(outsider)).toEqual([person]);
    expect(await countRunsForPerson(mine.marek.ctx)).toBe(2);
  });

  it("stands on Today by what is due, late, missed, and finished since the local midnight", async () => {
    const mine = await makeCrew();
    const daily = { rrule: "FREQ=DAILY" };
    const open = await makeRun(mine.lead, mine.ines, mine.teamId, daily);
    const done = await makeRun(mine.lead, mine.ines, mine.teamId, daily);
    await complete(mine.ines, done.id);
    const today = await runsForPerson(mine.ines.ctx);
    expect(today.due.map((run) => run.id)).toEqual([open.id]);
    expect(today.finishedToday.map((run) => run.id)).toEqual([done.id]);
    const evening = await runsForPerson(at(mine.ines.ctx, "2026-11-20T20:00:00Z"));
    expect(evening.missed.map((run) => run.id)).toEqual([open.id]);
    expect((await runsForPerson(at(mine.ines.ctx, "2026-11-21T08:00:00Z"))).finishedToday).toEqual([]);
  });
});

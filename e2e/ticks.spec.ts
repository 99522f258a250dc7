import { testAdmin } from "#lib/testing/server.ts";
import { type Caller, signInByApi } from "./api.ts";
import { expect, test } from "./fixtures.ts";
import { mouseHand } from "./hands.ts";
import { type Given, morning, RunScreen } from "./screens/run.ts";
import { makeWorld, type World } from "./world.ts";

async function startRun(world: World): Promise<string> {
  const run = await world.engineer.caller.call<{ id: string }>("POST", "/checklist-runs", {
    templateId: world.morningCheck,
  });
  return run.id;
}

interface Answers {
  items: Array<{ key: string; value: unknown }>;
}

/** What the server holds of a run: how many items have an answer. */
async function answered(caller: Caller, id: string): Promise<number> {
  const { items } = await caller.call<Answers>("GET", `/checklist-runs/${id}`);
  return items.filter((item) => item.value !== null).length;
}

test("the web server is killed after every tick: none that was acknowledged is lost", async ({
  open,
  playwright,
  startPortal,
  watch,
}) => {
  test.setTimeout(180_000);
  const server = await startPortal();
  const admin = await signInByApi(playwright, server.url, testAdmin);
  const world = await makeWorld(playwright, admin, server.url);
  const id = await startRun(world);
  const page = await open(world.engineer.caller, { url: server.url });
  const run = new RunScreen(page, mouseHand());
  watch.allow(/ERR_|Failed to fetch|503|502/);
  await page.goto(`/checklists/runs/${id}`);
  const ticks: Given[] = [...morning.before, ...morning.after.slice(0, 2)];
  for (const [index, tick] of ticks.entries()) {
    // The row says when the server had it: that is the acknowledgement.
    await run.answer(tick);
    await server.killWeb();
    await server.reviveWeb();
    expect(await answered(world.engineer.caller, id), `after the kill behind ${tick.item}`).toBe(index + 1);
  }
  await page.reload();
  for (const tick of ticks) await run.isRecorded(tick.item);
  await expect(run.done()).toHaveAttribute("aria-valuetext", `${ticks.length} of 18`);
  console.log(`ticks: ${ticks.length} acknowledged, ${ticks.length} kills, 0 lost`);
  await Promise.all([world.end(), admin.end()]);
});

test("two people on one run see each other's ticks", async ({ open, playwright, admin, portal }) => {
  test.setTimeout(90_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const id = await startRun(world);
  const screens = [];
  for (const member of [world.engineer, world.colleague]) {
    const page = await open(member.caller);
    await page.goto(`/checklists/runs/${id}`);
    await expect(page.getByText("Live", { exact: true }).filter({ visible: true }).first()).toBeVisible();
    screens.push(new RunScreen(page, mouseHand()));
  }
  const figures: number[] = [];
  for (const [index, tick] of [...morning.before.slice(0, 3), ...morning.after.slice(1, 4)].entries()) {
    const [mine, theirs] = index % 2 === 0 ? screens : [...screens].reverse();
    if (!mine || !theirs || !("choose" in tick)) throw new Error("Two people, and items with a choice.");
    const seen = theirs.row(tick.item).locator(".by time").waitFor({ state: "attached", timeout: 10_000 });
    const since = performance.now();
    await mine.answer(tick);
    await seen;
    figures.push(performance.now() - since);
    await expect(theirs.choice(tick.item, tick.choose)).toBeChecked();
  }
  console.log(
    `ticks: seen by the other after ${figures.map((ms) => ms.toFixed(0)).join(", ")} ms (goal 1000, machine shared)`,
  );
  await world.end();
});

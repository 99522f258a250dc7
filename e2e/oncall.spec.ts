import type { Page } from "@playwright/test";
import { addDays, axisOf, dateAt } from "#components/oncall/axis.ts";
import { shiftWords } from "#components/oncall/words.ts";
import type { OnCallDto, ShiftDto } from "#lib/oncall/schema/on-call.ts";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";
import type { SwapDto } from "#lib/oncall/schema/swaps.ts";
import type { Caller } from "./api.ts";
import { expect, handOf, phone, test } from "./fixtures.ts";
import { mark } from "./people.ts";
import { makeWorld, type World } from "./world.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (ms: number) => new Date(ms).toISOString();

/** A weekly rotation of these people that hands over at this hour. */
const rotation = (people: string[], start: string, extra: object = {}) => ({
  name: "Weekly rotation",
  members: people,
  every: { unit: "week", count: 1 },
  start,
  ...extra,
});

async function makeSchedule(world: World, name: string, layers: object[]): Promise<ScheduleDto> {
  return world.lead.caller.call<ScheduleDto>("POST", "/schedules", { name, teamId: world.teamId, layers });
}

/** The days that the page of one schedule draws. */
const drawn = (zone: string) => axisOf(addDays(dateAt(Date.now(), zone), -1), 15, zone);

const lane = (page: Page, world: World, name: string) =>
  page.getByRole("list", { name: `Shifts of ${world.team}, ${name}`, exact: true });

/** What the API says of the drawn days is what the lane says, shift by shift and in its order. */
async function sameAsApi(page: Page, world: World, schedule: { id: string; name: string; zone: string }) {
  const axis = drawn(schedule.zone);
  const query = new URLSearchParams({ from: iso(axis.from), to: iso(axis.to) });
  await expect(async () => {
    const { items } = await world.lead.caller.call<{ items: ShiftDto[] }>(
      "GET",
      `/schedules/${schedule.id}/shifts?${query}`,
    );
    const said = items.map((shift) => shiftWords(shift, schedule.zone));
    const bars = lane(page, world, schedule.name).getByRole("button");
    const shown = await bars.evaluateAll((all) => all.map((one) => one.getAttribute("title") ?? ""));
    // The screen adds whose it is and what is held; what it says first is the shift itself.
    expect(shown.map((words, index) => words.slice(0, said[index]?.length ?? 0))).toEqual(said);
    for (let at = Date.now() + 60_000; at < Date.now() + 13 * DAY; at += 6 * HOUR) {
      const now = await world.lead.caller.call<{ scheduled: { user: { name: string } } | null }>(
        "GET",
        `/schedules/${schedule.id}/on-call?at=${iso(at)}`,
      );
      const bar = items.find((one) => Date.parse(one.from) <= at && Date.parse(one.to) > at);
      expect(now.scheduled?.user.name ?? null, `scheduled at ${iso(at)}`).toBe(bar?.user?.name ?? null);
    }
  }).toPass({ timeout: 15_000 });
}

test("a rota is built by keyboard, with the year it makes before it is saved", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  test.setTimeout(120_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const page = await open(world.lead.caller);
  const hand = handOf("keyboard", page);
  await page.goto("/on-call/schedules/new");
  const preview = page.getByRole("region", { name: "Next 12 months" });
  await expect(preview.getByText("Weekly rotation has nobody yet: add its first person.")).toBeVisible();
  const name = `First line ${mark()}`;
  await hand.write(page.getByLabel("Name", { exact: true }), name);
  const whom = page.getByLabel("Layer 1: a person to add");
  const add = page.getByRole("button", { name: "Layer 1: add the person" });
  const { engineer, colleague } = world;
  await hand.choose(whom, engineer.person.name);
  await hand.press(add);
  await expect(preview.getByText("Every hour has somebody.")).toBeVisible();
  await hand.choose(whom, colleague.person.name);
  await hand.press(add);
  const share = preview.getByRole("table", { name: "How the year is shared" });
  await expect(share.getByRole("row")).toHaveCount(3);
  await hand.press(page.getByRole("button", { name: `Layer 1: ${colleague.person.name} earlier` }));
  const turns = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: /^Layer 1: take/ }) });
  await expect(turns.first()).toContainText(colleague.person.name);

  await hand.press(page.getByRole("button", { name: "Only at certain hours" }));
  await expect(preview.getByText(/\d+ gaps, [\d,.]+ h with nobody\./)).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Layer 1: remove hours 1" }));
  await expect(preview.getByText("Every hour has somebody.")).toBeVisible();

  await hand.press(page.getByRole("button", { name: "Create the schedule" }));
  await expect(page.getByRole("heading", { level: 1, name: `${world.team}, ${name}` })).toBeVisible();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const made = await world.lead.caller.call<ScheduleDto>("GET", `/schedules/${id}`);
  expect(made.rules?.layers[0]?.members.map((one) => one.name)).toEqual([
    colleague.person.name,
    engineer.person.name,
  ]);
  await sameAsApi(page, world, made);
  await world.end();
});

test("an override by drag, then its change and its end", async ({ open, playwright, admin, portal }) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague } = world;
  const name = `Dragged ${mark()}`;
  const schedule = await makeSchedule(world, name, [rotation([engineer.person.id], "2026-01-05T09:00")]);
  const page = await open(world.lead.caller);
  await page.goto(`/on-call/schedules/${schedule.id}`);
  const axis = drawn(schedule.zone);
  const day = axis.days[5];
  const track = lane(page, world, name).locator("xpath=..");
  const box = await track.boundingBox();
  if (!day || !box) throw new Error("The lane is not drawn.");
  const x = (ms: number) => box.x + ((ms - axis.from) / (axis.to - axis.from)) * box.width;
  const [from, to] = [day.start + 10 * HOUR, day.start + 22 * HOUR];
  await page.mouse.move(x(from), box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(x(from) + 12, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(x(to), box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  const who = page.getByLabel("Who covers");
  await expect(who).toBeFocused();
  await who.selectOption({ label: colleague.person.name });
  await expect(page.getByText(`Replaces ${engineer.person.name} for 12 h. Both are told.`)).toBeVisible();
  await page.getByRole("button", { name: "Save override" }).click();
  await expect(page.getByText("The override is saved")).toBeVisible();
  const after = await world.lead.caller.call<ScheduleDto>("GET", `/schedules/${schedule.id}`);
  expect(after.overrides.map((one) => [one.user?.name, one.from, one.to])).toEqual([
    [colleague.person.name, iso(from), iso(to)],
  ]);
  await sameAsApi(page, world, schedule);

  await lane(page, world, name)
    .getByRole("button", { name: /override/ })
    .click();
  await expect(who).toHaveValue(colleague.person.id);
  // Somebody else changes it while it stands open: the second one is told what is true now, and keeps what they typed.
  const [standing] = after.overrides;
  await world.lead.caller.call("PATCH", `/schedules/${schedule.id}/overrides/${standing?.id}`, {
    version: standing?.version,
    userId: world.lead.person.id,
    from: iso(from),
    to: iso(to),
  });
  await expect(
    lane(page, world, name).getByRole("button", { name: new RegExp(world.lead.person.name) }),
  ).toHaveCount(1);
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("The override is taken back")).toBeVisible();
  await expect(lane(page, world, name).getByRole("button", { name: /override/ })).toHaveCount(0);
  await sameAsApi(page, world, schedule);
  await world.end();
});

test("an override by keyboard: along the lane, Enter, and V", async ({ open, playwright, admin, portal }) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague, lead } = world;
  const name = `Keyed ${mark()}`;
  const schedule = await makeSchedule(world, name, [
    rotation([engineer.person.id, colleague.person.id], "2026-01-05T09:00", {
      every: { unit: "day", count: 2 },
    }),
  ]);
  const page = await open(lead.caller);
  const hand = handOf("keyboard", page);
  await page.goto(`/on-call/schedules/${schedule.id}`);
  const bars = lane(page, world, name).getByRole("button");
  const running = bars.nth(await bars.evaluateAll((all) => all.findIndex((one) => one.tabIndex === 0)));
  await hand.press(page.getByRole("button", { name: `Layers of ${world.team}, ${name}` }));
  await page.keyboard.press("Tab");
  await expect(running).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const chosen = await page.evaluate(() => document.activeElement?.getAttribute("title") ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Who covers")).toBeFocused();
  await hand.choose(page.getByLabel("Who covers"), lead.person.name);
  await hand.press(page.getByRole("button", { name: "Save override" }));
  await expect(page.getByText("The override is saved")).toBeVisible();
  const span = chosen.split(", ")[1] ?? "";
  await expect(
    lane(page, world, name).getByRole("button", { name: new RegExp(`^.*${lead.person.name}, ${span}`) }),
  ).toHaveCount(1);
  await sameAsApi(page, world, schedule);

  await page.locator("h1").click();
  await page.keyboard.press("v");
  await expect(page.getByLabel("Who covers")).toBeFocused();
  await hand.choose(page.getByLabel("Who covers"), lead.person.name);
  await hand.press(page.getByRole("button", { name: "Save override" }));
  await expect(page.getByRole("region", { name: "On call now" }).getByText(lead.person.name)).toBeVisible();
  await sameAsApi(page, world, schedule);
  await world.end();
});

test("a shift is given away, a colleague takes it, and both see it", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague } = world;
  const name = `Given ${mark()}`;
  const people = [engineer.person.id, colleague.person.id];
  const schedule = await makeSchedule(world, name, [
    rotation(people, "2026-01-05T09:00", { every: { unit: "day", count: 1 } }),
  ]);
  const mine = await open(engineer.caller);
  await mine.goto("/on-call/mine");
  const list = mine.getByRole("region", { name: "My shifts" });
  await list
    .getByRole("row")
    .nth(2)
    .getByRole("button", { name: /^Give away/ })
    .click();
  const dialog = mine.getByRole("dialog", { name: "Ask for a cover" });
  await dialog.getByLabel("Whom").selectOption({ label: colleague.person.name });
  await dialog.getByLabel("Reason").fill("A wedding");
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(mine.getByText("They are asked")).toBeVisible();
  await expect(
    mine.getByRole("region", { name: "What you have asked" }).getByText(/^Waits for /),
  ).toBeVisible();

  const theirs = await open(colleague.caller, phone);
  await theirs.goto("/on-call/mine");
  await theirs
    .getByRole("region", { name: "For you to answer" })
    .getByRole("button", { name: /^Answer/ })
    .tap();
  const answer = theirs.getByRole("dialog", { name: /asks for a cover/ });
  await expect(answer.getByText("A wedding")).toBeVisible();
  await answer.getByRole("button", { name: "I take it" }).tap();
  await expect(
    theirs.getByRole("region", { name: "For you to answer" }).getByText("Nobody asks you for anything."),
  ).toBeVisible();
  await expect(
    mine.getByRole("region", { name: "What you have asked" }).getByText("You have asked for nothing."),
  ).toBeVisible();

  const page = await open(world.lead.caller);
  await page.goto(`/on-call/schedules/${schedule.id}`);
  await expect(
    lane(page, world, name).getByRole("button", { name: new RegExp(`${colleague.person.name}.*, cover`) }),
  ).toHaveCount(1);
  await sameAsApi(page, world, schedule);
  await world.end();
});

test("a swap: one's own shift for one of a colleague's, both ways at once", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague } = world;
  const name = `Swapped ${mark()}`;
  const schedule = await makeSchedule(world, name, [
    rotation([engineer.person.id, colleague.person.id], "2026-01-05T09:00", {
      every: { unit: "day", count: 1 },
    }),
  ]);
  const mine = await open(engineer.caller);
  const hand = handOf("keyboard", mine);
  await mine.goto("/on-call/mine");
  const list = mine.getByRole("region", { name: "My shifts" });
  await hand.press(
    list
      .getByRole("row")
      .nth(3)
      .getByRole("button", { name: /^Give away/ }),
  );
  const dialog = mine.getByRole("dialog", { name: "Ask for a cover" });
  await hand.press(dialog.getByLabel("Swap"));
  await hand.choose(dialog.getByLabel("Whom"), colleague.person.name);
  const returns = dialog.getByLabel("In return");
  await expect(returns.getByRole("option").nth(2)).toBeAttached();
  const wanted = await returns.getByRole("option").nth(2).textContent();
  await hand.choose(returns, wanted ?? "");
  await hand.press(dialog.getByRole("button", { name: "Ask", exact: true }));
  await expect(mine.getByText("They are asked")).toBeVisible();

  const { items: waiting } = await colleague.caller.call<{ items: SwapDto[] }>("GET", "/swaps");
  const swap = waiting.find((one) => one.schedule.id === schedule.id);
  expect(swap?.kind).toBe("swap");
  const theirs = await open(colleague.caller);
  await theirs.goto("/on-call/mine");
  await theirs.getByRole("button", { name: /^Answer.*asks to swap/ }).click();
  const answer = theirs.getByRole("dialog", { name: /asks to swap/ });
  await expect(answer.getByText(/^In return: /)).toBeVisible();
  await answer.getByRole("button", { name: "I take it" }).click();
  await expect(theirs.getByText("Nobody asks you for anything.")).toBeVisible();
  const at = async (iso: string | undefined) =>
    (await engineer.caller.call<OnCallDto>("GET", `/schedules/${schedule.id}/on-call?at=${iso}`)).scheduled
      ?.user.name;
  expect(await at(swap?.from), "the asked shift is the colleague's").toBe(colleague.person.name);
  expect(await at(swap?.returns?.from), "theirs is mine").toBe(engineer.person.name);
  const page = await open(world.lead.caller);
  await page.goto(`/on-call/schedules/${schedule.id}`);
  await sameAsApi(page, world, schedule);
  await world.end();
});

/** A calendar of these turns, as another tool would write it. */
function calendarOf(turns: { uid: string; who: string; from: number; to: number }[]): string {
  const stamp = (ms: number) => iso(ms).replaceAll(/[-:]|\.\d+/g, "");
  const events = turns.flatMap(({ uid, who, from, to }) => [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${stamp(Date.now())}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(to)}`,
    `SUMMARY:${who}`,
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rota//EN", ...events, "END:VCALENDAR", ""].join(
    "\r\n",
  );
}

test("a rota is taken out of a calendar: looked at first, then made whole", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague, lead } = world;
  const name = `Imported ${mark()}`;
  const schedule = await makeSchedule(world, name, [rotation([engineer.person.id], "2026-01-05T09:00")]);
  const page = await open(lead.caller);
  await page.goto(`/on-call/schedules/${schedule.id}`);
  await page.getByRole("button", { name: "Import a calendar" }).click();
  const dialog = page.getByRole("dialog", { name: "Import a calendar" });
  const first = Math.ceil(Date.now() / HOUR) * HOUR + 2 * DAY;
  const ics = calendarOf([
    { uid: "one", who: colleague.person.name, from: first, to: first + 12 * HOUR },
    { uid: "two", who: "Night owl", from: first + 2 * DAY, to: first + 2 * DAY + 8 * HOUR },
  ]);
  await dialog
    .getByLabel("Calendar file")
    .setInputFiles({ name: "rota.ics", mimeType: "text/calendar", buffer: Buffer.from(ics) });
  const take = dialog.getByRole("button", { name: /^Import/ });
  const owl = dialog.getByLabel(/Night owl/);
  await expect(owl).toBeVisible();
  await expect(take, "nothing is made while somebody is unknown").toBeDisabled();
  await owl.selectOption({ label: lead.person.name });
  await expect(dialog.getByText("2 shifts would be made.")).toBeVisible();
  const looked = await lead.caller.call<ScheduleDto>("GET", `/schedules/${schedule.id}`);
  expect(looked.overrides, "looking makes nothing").toEqual([]);
  await take.click();
  await expect(page.getByText("2 shifts imported")).toBeVisible();
  const after = await lead.caller.call<ScheduleDto>("GET", `/schedules/${schedule.id}`);
  expect(after.overrides.map((one) => [one.user?.name, one.from, one.kind])).toEqual([
    [colleague.person.name, iso(first), "import"],
    [lead.person.name, iso(first + 2 * DAY), "import"],
  ]);
  await sameAsApi(page, world, schedule);
  await world.end();
});

test("on a phone: who is on call, the gap, and somebody for it", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague } = world;
  const name = `Gapped ${mark()}`;
  const soon = dateAt(Date.now() + 3 * DAY, "UTC");
  const weekday = new Date(`${soon}T12:00:00Z`).getUTCDay() || 7;
  const schedule = await makeSchedule(world, name, [
    rotation([engineer.person.id], "2026-01-05T00:00", {
      restrictions: [
        { days: [1, 2, 3, 4, 5, 6, 7].filter((day) => day !== weekday), from: "00:00", to: "24:00" },
      ],
    }),
  ]);
  const page = await open(world.lead.caller, phone);
  const hand = handOf("touch", page);
  await page.goto(`/on-call?team=${world.teamId}`);
  await expect(page.getByRole("banner").getByRole("link", { name: /On call/ })).toContainText(
    engineer.person.name,
  );
  await expect(page.getByText(/in the next two weeks: /)).toBeVisible();
  const now = page.getByRole("region", { name: "On call now" });
  await expect(now.getByText(engineer.person.name)).toBeVisible();
  const tops = await Promise.all(
    ["On call now", "Needs a person", "Rota"].map(async (region) => {
      const box = await page.getByRole("region", { name: region, exact: true }).first().boundingBox();
      return box?.y ?? 0;
    }),
  );
  expect(tops, "what is urgent stands first").toEqual([...tops].sort((a, b) => a - b));
  await hand.press(page.getByRole("button", { name: /^Assign somebody/ }).first());
  await hand.choose(page.getByLabel("Who covers"), colleague.person.name);
  await expect(page.getByText(/^Fills 24 h that nobody has\. They are told\./)).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Save override" }));
  await expect(page.getByText("The override is saved")).toBeVisible();
  await expect(
    lane(page, world, name).getByRole("button", { name: new RegExp(`${colleague.person.name}.*override`) }),
  ).toHaveCount(1);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    "nothing is wider",
  ).toBe(true);
  const { items } = await world.lead.caller.call<{ items: ShiftDto[] }>(
    "GET",
    `/schedules/${schedule.id}/shifts?${new URLSearchParams({ from: iso(Date.now()), to: iso(Date.now() + 6 * DAY) })}`,
  );
  expect(items.filter((one) => one.user === null)).toEqual([]);
  await world.end();
});

test("two leads change one schedule: the second is told what is true now and keeps what they wrote", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  watch.allow(/status of 409/);
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague, lead } = world;
  const name = `Twice ${mark()}`;
  const schedule = await makeSchedule(world, name, [rotation([engineer.person.id], "2026-01-05T09:00")]);
  const page = await open(lead.caller);
  await page.goto(`/on-call/schedules/${schedule.id}/edit`);
  await expect(page.getByText("Every hour has somebody.")).toBeVisible();
  await page.getByLabel("Layer 1: a person to add").selectOption({ label: lead.person.name });
  await page.getByRole("button", { name: "Layer 1: add the person" }).click();
  await setRules(lead.caller, schedule, [rotation([colleague.person.id], "2026-01-05T09:00")]);
  await page.getByRole("button", { name: "Save the schedule" }).click();
  const told = page.getByRole("region", { name: "Somebody changed this schedule meanwhile" });
  await expect(told).toContainText(colleague.person.name);
  await expect(page.getByRole("button", { name: `Layer 1: take ${lead.person.name} out` })).toBeVisible();
  await page.getByRole("button", { name: "Save the schedule" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${world.team}, ${name}` })).toBeVisible();
  const after = await lead.caller.call<ScheduleDto>("GET", `/schedules/${schedule.id}`);
  expect(after.rules?.layers[0]?.members.map((one) => one.id)).toEqual([engineer.person.id, lead.person.id]);
  await sameAsApi(page, world, schedule);
  await world.end();
});

const setRules = (caller: Caller, schedule: ScheduleDto, layers: object[]) =>
  caller.call<ScheduleDto>("POST", `/schedules/${schedule.id}/rules`, { version: schedule.version, layers });

test("one's own timeline: a row for each schedule, by week and month, along it by keyboard", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague } = world;
  const layers = [
    rotation([engineer.person.id, colleague.person.id], "2026-01-05T09:00", {
      every: { unit: "day", count: 1 },
    }),
  ];
  const first = await makeSchedule(world, `First ${mark()}`, layers);
  const second = await makeSchedule(world, `Second ${mark()}`, layers);
  const page = await open(engineer.caller);
  await page.goto("/on-call/mine");
  await expect(page.locator(".rota.mine .now")).toHaveCount(1);
  // Far enough ahead for a whole week and month of turns, whatever day it is.
  const ahead = iso(Date.now() + 40 * DAY).slice(0, 10);
  await page.goto(`/on-call/mine?view=week&from=${ahead}`);
  const own = (schedule: ScheduleDto) =>
    page
      .getByRole("list", { name: `My shifts of ${world.team}, ${schedule.name}`, exact: true })
      .getByRole("button");
  const drawnNow = async (schedule: ScheduleDto) => own(schedule).evaluateAll((all) => all.length);
  await expect(own(first).first()).toBeVisible();
  const inWeek = await drawnNow(first);
  expect(inWeek, "shifts of a week").toBeGreaterThanOrEqual(3);

  await own(first).last().focus();
  await page.keyboard.press("Home");
  await expect(own(first).first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(own(first).nth(1)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(own(second).nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(own(second).last()).toBeFocused();

  const choose = page.getByRole("link", { name: "Month", exact: true });
  await choose.click();
  await expect(page).toHaveURL(/view=month/);
  await expect.poll(() => drawnNow(first)).toBeGreaterThan(inWeek);
  await page.getByRole("link", { name: "Later" }).click();
  await expect(page).toHaveURL(/view=month.*from=20\d\d-\d\d-01|from=20\d\d-\d\d-01.*view=month/);
  await expect(page.locator(".rota.mine .now")).toHaveCount(0);

  await own(first).nth(1).focus();
  await page.keyboard.press("Enter");
  const hand = handOf("keyboard", page);
  await hand.press(page.getByRole("region", { name: "My timeline", exact: true }).getByText("Give away"));
  const dialog = page.getByRole("dialog", { name: "Ask for a cover" });
  await hand.press(dialog.getByRole("button", { name: "Ask", exact: true }));
  await expect(page.getByText("The team is asked")).toBeVisible();
  await expect(
    page
      .getByRole("list", { name: `What I have asked for, ${world.team}, ${first.name}` })
      .getByRole("listitem"),
  ).toHaveCount(1);
  await world.end();
});

test("a lead writes down who is away, on the schedule; they see it in their own timeline", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague, lead } = world;
  const schedule = await makeSchedule(world, `Away ${mark()}`, [
    rotation([engineer.person.id, colleague.person.id], "2026-01-05T09:00", {
      every: { unit: "day", count: 1 },
    }),
  ]);
  const page = await open(lead.caller);
  await page.goto(`/on-call/schedules/${schedule.id}`);
  const panel = page.getByRole("region", { name: "Time off" });
  await expect(panel.getByText("Nobody of the team is away.")).toBeVisible();
  await panel.getByRole("button", { name: "Plan time off" }).click();
  const dialog = page.getByRole("dialog", { name: "Plan time off" });
  watch.allow(/status of 400/);
  await dialog.getByRole("button", { name: "Plan it" }).click();
  await expect(dialog.getByText("Choose a person.")).toBeVisible();
  await dialog.getByLabel("Who is away").selectOption({ label: engineer.person.name });
  const date = (ms: number) => iso(ms).slice(0, 10);
  const begins = Date.now() + 2 * DAY;
  await dialog.getByLabel("From", { exact: true }).fill(`${date(begins)}T00:00`);
  await dialog.getByLabel("To", { exact: true }).fill(`${date(begins + 3 * DAY)}T00:00`);
  await dialog.getByRole("button", { name: "Plan it" }).click();
  await expect(page.getByText("The time off is planned")).toBeVisible();
  await expect(panel.getByText(engineer.person.name)).toBeVisible();
  await expect(panel.getByText(/shifts? in it, 0 covered\./)).toBeVisible();

  const theirs = await open(engineer.caller, phone);
  await theirs.goto(`/on-call/mine?view=month&from=${date(begins)}`);
  await expect(theirs.getByRole("list", { name: "My time off" }).getByText(/^Time off, /)).toBeAttached();
  await expect(
    theirs
      .getByRole("list", { name: /^What I have asked for/ })
      .getByRole("listitem")
      .first(),
  ).toBeAttached();
  const plain = await open(colleague.caller);
  await plain.goto(`/on-call/schedules/${schedule.id}`);
  await expect(plain.getByRole("region", { name: "How it hands over" })).toBeVisible();
  await expect(plain.getByRole("region", { name: "Time off" }), "not a colleague's to see").toHaveCount(0);
  await world.end();
});

test("when people are told is chosen in the schedule's form, and said where it matters", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, lead } = world;
  const schedule = await makeSchedule(world, `Told ${mark()}`, [
    rotation([engineer.person.id], "2026-01-05T09:00"),
  ]);
  const page = await open(lead.caller);
  await page.goto(`/on-call/schedules/${schedule.id}/edit`);
  await expect(page.getByLabel("People are told of a shift")).toHaveValue("1440");
  // The form reckons by now what the rules make: it listens.
  await expect(page.getByText(/Every hour has somebody/)).toBeVisible();
  await page.getByLabel("People are told of a shift").selectOption({ label: "2 days before" });
  await page.getByLabel("And told again").selectOption({ label: "Not again" });
  await page.getByRole("button", { name: "Save the schedule" }).click();
  const facts = page.getByRole("region", { name: "How it hands over" });
  await expect(facts.getByText("2 days before, and when it begins")).toBeVisible();
  const mine = await open(engineer.caller);
  await mine.goto("/on-call/mine");
  await expect(mine.getByText("You are told 2 days before, and when it begins.")).toBeVisible();
  await world.end();
});

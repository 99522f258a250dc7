import type { HandoffDto } from "#lib/handoffs/schema.ts";
import type { OnCallDto } from "#lib/oncall/schema/on-call.ts";
import { expect, handOf, phone, test } from "./fixtures.ts";
import { mark } from "./people.ts";
import { makeWorld, type World } from "./world.ts";

const MINUTE = 60_000;
const inUtc = (ms: number) => new Date(ms).toISOString().slice(0, 16);

/** A line that goes from the engineer to the colleague at the next full minute, and its contract. */
async function aboutToChange(world: World) {
  const change = Math.ceil((Date.now() + 20_000) / MINUTE) * MINUTE;
  const schedule = await world.lead.caller.call<{ id: string }>("POST", "/schedules", {
    name: `Line ${mark()}`,
    teamId: world.teamId,
    zone: "UTC",
    layers: [
      {
        name: "Rotation",
        members: [world.engineer.person.id, world.colleague.person.id],
        every: { unit: "hour", count: 6 },
        start: inUtc(change - 6 * 60 * MINUTE),
      },
    ],
  });
  const handoff = await world.lead.caller.call<HandoffDto>("POST", "/handoffs", { scheduleId: schedule.id });
  return { schedule, handoff, change };
}

const held = (world: World, id: string) =>
  world.lead.caller.call<OnCallDto>("GET", `/schedules/${id}/on-call`);

test("a shift is handed over: the five steps by keyboard, the acceptance on a phone, a P0 in between rings both", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  test.setTimeout(240_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague } = world;
  const kept = await engineer.caller.call<{ id: string }>("POST", "/incidents", {
    title: `File preview is slow for ${world.team}`,
    severity: "P3",
    teamId: world.teamId,
  });
  const { schedule, handoff } = await aboutToChange(world);

  const desk = await open(engineer.caller);
  const hand = handOf("keyboard", desk);
  await desk.goto(`/on-call/handoffs/${handoff.id}`);
  await expect(
    desk.getByRole("heading", { level: 1, name: `Hand over to ${colleague.person.name.split(" ")[0]}` }),
  ).toBeVisible();
  await expect(desk.getByText("5 of the five steps are not ticked.").filter({ visible: true })).toBeVisible();
  await hand.write(desk.getByRole("textbox"), "Quiet week. Watch the ledger pool.");
  await desk.keyboard.press("Tab");
  await expect(desk.getByText("Saved", { exact: true })).toBeVisible();
  for (const step of [
    "Go through open incidents",
    "Look at the dashboards",
    "Bring incident notes up to date",
    "Brief the incoming person",
    "Confirm contact details",
  ]) {
    const box = desk.getByRole("checkbox", { name: step });
    await box.focus();
    await desk.keyboard.press("Space");
    await expect(box).toBeChecked();
  }
  await hand.press(desk.getByRole("button", { name: "Sign and hand over" }));
  await expect(desk.getByText("Waits for acceptance")).toBeVisible();

  // The shift changes: until the signature the pager stays where it is.
  await expect
    .poll(async () => (await held(world, schedule.id)).pendingHandoff?.to.name, { timeout: 90_000 })
    .toBe(colleague.person.name);
  expect((await held(world, schedule.id)).holder?.user.name).toBe(engineer.person.name);

  const { id } = await world.lead.caller.call<{ id: string }>("POST", "/incidents", {
    title: `Checkout is down for ${world.team}`,
    severity: "P0",
    teamId: world.teamId,
  });
  for (const person of [engineer, colleague])
    await expect
      .poll(
        async () => {
          const inbox = await person.caller.call<{ items: { subject: { id: string } }[] }>(
            "GET",
            "/notifications",
          );
          return inbox.items.some((one) => one.subject.id === id);
        },
        { timeout: 30_000 },
      )
      .toBe(true);

  const pocket = await open(colleague.caller, phone);
  await pocket.goto("/today");
  // Three taps: the card, the button, and that is it; whoever acknowledges takes the incident.
  await colleague.caller.call("POST", `/incidents/${id}/acknowledge`, {});
  const incident = await world.lead.caller.call<{ commander: { id: string } | null }>(
    "GET",
    `/incidents/${id}`,
  );
  expect(incident.commander?.id).toBe(colleague.person.id);
  await pocket.getByRole("link", { name: "Review and accept" }).tap();
  await expect(pocket.getByText("Quiet week. Watch the ledger pool.")).toBeVisible();
  await expect(pocket.getByText(/a P0 or P1 rings you both/)).toBeVisible();
  await pocket.getByRole("button", { name: "Accept and take the pager" }).tap();
  await expect(pocket.getByText("Accepted", { exact: true })).toBeVisible();
  const now = await held(world, schedule.id);
  expect(now).toMatchObject({
    holder: { user: { name: colleague.person.name }, because: "scheduled" },
    pendingHandoff: null,
  });
  const done = await world.lead.caller.call<HandoffDto>("GET", `/handoffs/${handoff.id}`);
  expect(done).toMatchObject({
    state: "accepted",
    late: false,
    briefing: "Quiet week. Watch the ledger pool.",
  });
  expect(done.items.map((item) => item.title)).toContain(`File preview is slow for ${world.team}`);
  expect(kept.id).toBeTruthy();

  // Found later, with both signatures.
  await desk.goto("/on-call/handoffs?only=mine");
  await expect(desk.getByRole("row").filter({ hasText: colleague.person.name }).first()).toContainText(
    "Accepted",
  );
  await world.end();
});

test("the incoming person asks on a phone, the outgoing one answers; a refusal goes to the lead", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  test.setTimeout(120_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const { engineer, colleague, lead } = world;
  const title = `Preview is slow for ${world.team}`;
  await engineer.caller.call("POST", "/incidents", { title, severity: "P3", teamId: world.teamId });
  const { handoff } = await aboutToChange(world);
  const pocket = await open(colleague.caller, phone);
  await pocket.goto(`/on-call/handoffs/${handoff.id}`);
  await pocket.getByRole("button", { name: `Ask about ${title}` }).tap();
  await pocket.getByRole("textbox", { name: "Question" }).fill("Was the cache warmed?");
  await pocket.getByRole("button", { name: "Ask", exact: true }).tap();
  await expect(pocket.getByText("Was the cache warmed?")).toBeVisible();

  const desk = await open(engineer.caller);
  await desk.goto(`/on-call/handoffs/${handoff.id}`);
  await desk.getByRole("button", { name: `Answer about ${title}` }).click();
  await desk.getByRole("textbox", { name: "Answer" }).fill("Yes, at noon.");
  await desk.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(pocket.getByText("Yes, at noon.")).toBeVisible();

  await pocket.getByRole("button", { name: "Refuse" }).tap();
  const dialog = pocket.getByRole("alertdialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("I am ill.");
  await dialog.getByRole("button", { name: "Refuse" }).tap();
  await expect(pocket.getByText("Refused: I am ill.")).toBeVisible();
  const told = await lead.caller.call<{ items: { title: string; body: string }[] }>("GET", "/notifications");
  expect(told.items.map((one) => `${one.title}: ${one.body}`)).toContain(
    `${colleague.person.name} refuses to take the pager: I am ill.`,
  );
  await world.end();
});

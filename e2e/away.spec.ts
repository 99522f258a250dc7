import { copyDatabase, prepareDatabase } from "#lib/testing/cluster.ts";
import { layCable } from "#lib/testing/http-cable.ts";
import { startTestServer, testAdmin } from "#lib/testing/server.ts";
import { signInByApi } from "./api.ts";
import { expect, test } from "./fixtures.ts";
import { mouseHand } from "./hands.ts";
import { isPrepared } from "./kept.ts";
import { RunScreen } from "./screens/run.ts";
import { makeWorld } from "./world.ts";

/** So long the database is away: a minute, in the long form ten. */
const AWAY_MS = process.env.EVENKEEL_LONG === "1" ? 600_000 : 60_000;

test("while the database is away a browser shows what it knew, with its age, and what is given meanwhile counts once (Q8)", async ({
  open,
  playwright,
  watch,
}) => {
  test.setTimeout(AWAY_MS + 120_000);
  const own = await copyDatabase(process.env.EVENKEEL_E2E_TEMPLATE ?? "");
  await prepareDatabase(own.url, {
    EVENKEEL_ADMIN_EMAIL: testAdmin.email,
    EVENKEEL_ADMIN_PASSWORD: testAdmin.password,
  });
  const cable = await layCable(own.url);
  const server = await startTestServer(process.env.EVENKEEL_E2E_TEMPLATE ?? "", {
    admin: false,
    env: { DATABASE_URL: cable.url },
  });
  const admin = await signInByApi(playwright, server.url, testAdmin);
  const world = await makeWorld(playwright, admin, server.url);
  const { caller } = world.engineer;
  const run = await caller.call<{ id: string }>("POST", "/checklist-runs", {
    templateId: world.morningCheck,
  });
  const incident = await caller.call<{ id: string; number: number }>("POST", "/incidents", {
    title: "Refunds hang",
    severity: "P1",
    teamId: world.teamId,
  });
  const checks = await open(caller, { url: server.url });
  await checks.goto(`/checklists/runs/${run.id}`);
  await isPrepared(checks);
  const call = await checks.context().newPage();
  await call.goto(`/incidents/${incident.id}`);
  await expect(call.getByRole("heading", { level: 1, name: "Refunds hang" })).toBeVisible();

  watch.allow(/503|ERR_|digest|Server Components render|React error|Failed to (fetch|load)|NetworkError/);
  const since = Date.now();
  cable.cut();
  const screen = new RunScreen(checks, mouseHand());
  await screen.choice("New errors in the error tracker?", "No").locator("xpath=..").click();
  await expect(screen.row("New errors in the error tracker?")).toContainText("Not saved yet");
  await call.getByRole("textbox", { name: "Write to the timeline" }).fill("The queue is full.");
  await call.getByRole("button", { name: /^Add note/ }).click();
  await expect(call.getByText(/not sent yet/).first()).toBeVisible();

  const kept = await checks.context().newPage();
  await kept.goto("/today").catch(() => undefined);
  await expect(kept.getByText(/As Ines .* saw it/)).toBeVisible();
  await expect(kept.getByText(`P1 INC-${incident.number} Refunds hang`)).toBeVisible();
  await expect(kept.getByText(/holds the pager of Payments/).first()).toBeVisible();
  for (const section of ["On call", "Contacts", "Runbooks"])
    await expect(kept.getByRole("heading", { name: new RegExp(section, "i") }).first()).toBeVisible();

  await expect
    .poll(() => Date.now() - since, { timeout: AWAY_MS + 10_000, intervals: [1000] })
    .toBeGreaterThan(AWAY_MS);
  await call
    .getByRole("button", { name: /^Acknowledge/ })
    .first()
    .click();
  await expect(
    call.getByText(`INC-${incident.number} is not acknowledged yet, escalation continues`),
  ).toBeVisible({ timeout: 20_000 });

  cable.mend();
  const notes = async () => {
    const answer = await caller.request.get(`/api/v1/incidents/${incident.id}/timeline`);
    if (!answer.ok()) return null;
    const { items } = (await answer.json()) as { items: Array<{ kind: string; text: string }> };
    return items.filter((one) => one.kind === "note").map((one) => one.text);
  };
  await expect.poll(notes, { timeout: 40_000 }).toEqual(["The queue is full."]);
  await screen.isRecorded("New errors in the error tracker?");
  const item = async () => {
    const { items } = await caller.call<{ items: Array<{ value: unknown; version: number }> }>(
      "GET",
      `/checklist-runs/${run.id}`,
    );
    return items.map(({ value, version }) => [value, version]);
  };
  await expect.poll(item).toEqual([["no", 1]]);
  // Repeated by itself until the server has answered, and shown only then.
  const status = async () =>
    (await caller.call<{ status: string }>("GET", `/incidents/${incident.id}`)).status;
  await expect.poll(status, { timeout: 40_000 }).toBe("acknowledged");
  await expect(call.getByText("is not acknowledged yet", { exact: false })).toHaveCount(0);

  await checks.context().close();
  await Promise.all([world.end(), admin.end()]);
  await server.stop();
  await cable.close();
  await own.drop();
});

import { crc32, deflateSync } from "node:zlib";
import { expect, test } from "./fixtures.ts";
import { makeWorld } from "./world.ts";

/** A real picture: so many grey pixels in a square. */
function png(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.concat(Array.from({ length: side }, () => Buffer.alloc(side + 1, 128).fill(0, 0, 1)));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("commanding: procedure, hand-over, files, outsiders, and a fix that is watched", async ({
  open,
  playwright,
  admin,
  portal,
  watch: said,
}) => {
  test.setTimeout(120_000);
  // The browser itself reports the file that is refused.
  said.allow(/status of 415/);
  const world = await makeWorld(playwright, admin, portal.url);
  const { lead, colleague } = world;
  await lead.caller.call("POST", `/services/${world.service.id}/stakeholders`, {
    email: "board@example.net",
    name: "The board",
  });
  const made = await lead.caller.call<{ id: string; number: number; title: string }>("POST", "/incidents", {
    title: "Orders vanish from the basket",
    severity: "P2",
    type: "data-loss",
    teamId: world.teamId,
    serviceId: world.service.id,
    iAmOnIt: true,
  });
  const page = await open(lead.caller);
  await page.goto(`/incidents/${made.id}`);

  const tasks = page.getByRole("region", { name: /^Tasks/ });
  await expect(tasks).toContainText("0 of 6");
  await tasks.getByRole("checkbox", { name: "Find out how much is lost" }).click();
  await expect(tasks).toContainText("1 of 6");
  await tasks.getByRole("button", { name: "Add", exact: true }).click();
  await tasks.getByRole("textbox", { name: "Task" }).fill("Call the warehouse");
  await page.keyboard.press("Enter");
  await expect(tasks).toContainText("1 of 7");
  await tasks.getByRole("button", { name: "Give Call the warehouse" }).click();
  await page.getByRole("dialog").getByLabel("Person").selectOption({ label: colleague.person.name });
  await page.getByRole("dialog").getByRole("button", { name: "Give" }).click();
  await expect(tasks.getByText(colleague.person.name)).toBeVisible();

  const timeline = page.getByRole("region", { name: "Timeline" });
  await page.getByLabel("Attach files").setInputFiles([
    { name: "graph.png", mimeType: "image/png", buffer: png(24) },
    { name: "evil.png", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") },
  ]);
  await expect(timeline.getByRole("img", { name: "graph.png" })).toBeVisible();
  await expect(page.getByText("evil.png was not attached")).toBeVisible();
  const width = () =>
    timeline
      .getByRole("img", { name: "graph.png" })
      .evaluate((img) => (img as HTMLImageElement).naturalWidth);
  await expect.poll(width).toBe(24);

  const outside = page.getByRole("region", { name: "Stakeholders" });
  await expect(outside).toContainText("1 mail address");
  await lead.caller.call("POST", `/incidents/${made.id}/updates`, {
    text: "Some orders are missing. They are being restored.",
    audience: "stakeholders",
  });
  await outside.getByRole("button", { name: "Make a page" }).click();
  await expect(outside.getByRole("button", { name: "Copy link" })).toBeVisible();
  const details = await lead.caller.call<{ outside: { page: { url: string } } }>(
    "GET",
    `/incidents/${made.id}/details`,
  );
  // The worker took it up: this portal has no mail server, which it says instead of keeping it for later.
  const mails = async () =>
    (
      await lead.caller.call<{ outside: { mails: { failed: number } } }>(
        "GET",
        `/incidents/${made.id}/details`,
      )
    ).outside.mails;
  await expect.poll(mails, { timeout: 20_000 }).toEqual({ sent: 0, waiting: 0, failed: 1 });
  const visitor = await open(null);
  await visitor.goto(details.outside.page.url);
  await expect(visitor.getByText("Some orders are missing.")).toBeVisible();
  await expect(visitor.getByRole("heading", { name: `INC-${made.number}` })).toBeVisible();
  await expect(visitor.getByText(made.title)).toHaveCount(0);
  await outside.getByRole("button", { name: "Take back" }).click();
  await expect(outside.getByRole("button", { name: "Make a page" })).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByText("Nothing is shown here")).toBeVisible();

  const roles = page.getByRole("region", { name: "Roles" });
  await roles.getByRole("button", { name: "Hand over" }).click();
  await page
    .getByRole("dialog")
    .getByLabel("To", { exact: true })
    .selectOption({ label: colleague.person.name });
  await page.getByRole("dialog").getByLabel("What they have to know").fill("The vendor calls back at noon.");
  await page.getByRole("dialog").getByRole("button", { name: "Hand over" }).click();
  await expect(timeline.getByText("The vendor calls back at noon.")).toBeVisible();

  await lead.caller.call("POST", `/incidents/${made.id}/mitigate`, {});
  const watch = page.getByRole("region", { name: "Watching the fix" });
  await watch.getByRole("button", { name: "10 min" }).click();
  await expect(watch).toContainText(/Watching the fix, (10:00|9:\d\d) left/);
  await page.screenshot({ path: test.info().outputPath("command.png"), fullPage: true });
  await page
    .locator(".ihead")
    .getByRole("button", { name: /^Resolve/ })
    .click();
  await page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name: "Resolve now" })
    .click();
  await expect(timeline.getByText("set it to Resolved").last()).toBeVisible();
  await expect(watch).toBeHidden();
  await world.end();
});

import { testAdmin } from "#lib/testing/server.ts";
import { signInByApi } from "./api.ts";
import { expect, type OpenBrowser, test } from "./fixtures.ts";
import { mouseHand } from "./hands.ts";
import { join, mark, password } from "./people.ts";
import { signIn } from "./screens/entrance.ts";

const hand = mouseHand();
const refusal = "The address or the password is wrong, or the account is locked for a while.";

async function seesToday(open: OpenBrowser, who: { email: string; password: string }) {
  const page = await open();
  await page.goto("/sign-in");
  await signIn(page, hand, who);
  await expect(page).toHaveURL(/\/today$/);
  return page;
}

test("a wrong password says one sentence and keeps the address", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  const { person, caller } = await join(playwright, admin, portal.url, { name: "Aiko Tanaka" });
  watch.allow(/status of 401/);
  const page = await open();
  await page.goto("/today");
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, hand, { email: "", password: "" });
  await expect(page.getByText("Give your mail address.")).toBeVisible();
  await signIn(page, hand, { email: person.email, password: "not the password" });
  await expect(page.getByText(refusal)).toBeVisible();
  await expect(page.getByLabel("Mail address")).toHaveValue(person.email);
  await signIn(page, hand, { email: "nobody@example.org", password: "not the password" });
  await expect(page.getByText(refusal)).toBeVisible();
  await signIn(page, hand, person);
  await expect(page).toHaveURL(/\/today$/);
  await caller.end();
});

test("an invitation is made, passed on and accepted", async ({ open, admin, watch }) => {
  watch.allow(/status of 400/);
  const email = `jonas.${mark()}@example.org`;
  const page = await open(admin);
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Invite" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Mail address").fill("not an address");
  await dialog
    .getByRole("button", { name: "Invite" })
    .or(dialog.getByRole("button", { name: /link/i }))
    .first()
    .click();
  await expect(dialog.getByText(/This is not a mail address/)).toBeVisible();
  await expect(dialog.getByLabel("Mail address")).toHaveValue("not an address");
  await dialog.getByLabel("Mail address").fill(email);
  await dialog
    .getByRole("button", { name: "Invite" })
    .or(dialog.getByRole("button", { name: /link/i }))
    .first()
    .click();
  const link = await dialog.getByRole("textbox", { name: /link/i }).inputValue();

  const guest = await open();
  await guest.goto(link);
  await guest.getByLabel("Your name").fill("Jonas Weber");
  await guest.getByLabel("Password", { exact: true }).fill("short");
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest.getByText(/12 or more characters; a short sentence/)).toBeVisible();
  await expect(guest.getByLabel("Your name")).toHaveValue("Jonas Weber");
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest).toHaveURL(/\/today$/);
  const late = await open();
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This invitation is no longer good" })).toBeVisible();
});

test("a forgotten password is set anew by an administrator's link", async ({
  open,
  playwright,
  portal,
  admin,
}) => {
  const { person, caller } = await join(playwright, admin, portal.url, { name: "Dario Neri" });
  const visitor = await open();
  await visitor.goto("/sign-in");
  await visitor.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(visitor.getByText(/An administrator can make you a link/)).toBeVisible();

  const helper = await signInByApi(playwright, portal.url, testAdmin);
  const page = await open(helper);
  await page.goto(`/settings/people/${person.id}`);
  await page.getByRole("button", { name: "Make a reset link" }).click();
  const link = await page.getByRole("dialog").getByRole("textbox", { name: "Reset link" }).inputValue();
  await visitor.goto(link);
  const fresh = "an even quieter harbour at dusk";
  await visitor.getByLabel("New password").fill(fresh);
  await visitor.getByRole("button", { name: "Set the password and sign in" }).click();
  await expect(visitor).toHaveURL(/\/today$/);
  expect((await caller.request.get("/api/v1/me")).status(), "the old session is over").toBe(401);
  await seesToday(open, { email: person.email, password: fresh });
  await Promise.all([caller.end(), helper.end()]);
});

test("signing out here leaves the other browser, everywhere ends it", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  const { person, caller } = await join(playwright, admin, portal.url, { name: "Chen Wei" });
  const one = await seesToday(open, person);
  const other = await seesToday(open, person);
  await one.getByRole("button", { name: /Chen Wei/ }).click();
  await one.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(one.getByRole("heading", { name: "Sign out" })).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/today$/);
  await one.getByRole("button", { name: "Sign out" }).click();
  await expect(one).toHaveURL(/\/sign-in/);
  await one.goto("/today");
  await expect(one).toHaveURL(/\/sign-in/);

  watch.allow(/status of 401/);
  await signIn(one, hand, person);
  await expect(one).toHaveURL(/\/today$/);
  await one.goto("/profile");
  await one.getByRole("button", { name: "Sign out everywhere" }).click();
  const sure = one.getByRole("dialog").or(one.getByRole("alertdialog"));
  if (await sure.isVisible()) await sure.getByRole("button", { name: /Sign out/ }).click();
  await expect(one).toHaveURL(/\/sign-in/);
  await other.goto("/incidents");
  await expect(other).toHaveURL(/\/sign-in/);
  await caller.end();
});

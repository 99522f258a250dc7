import { expect, type Page } from "@playwright/test";
import type { Hand } from "../hands.ts";

/** Setup by the one-time link: fills the form and arrives at the starter catalogue as administrator. */
export async function setUpPortal(
  page: Page,
  hand: Hand,
  who: { name: string; email: string; password: string; team: string },
): Promise<void> {
  await hand.write(page.getByLabel("Your name"), who.name);
  await hand.write(page.getByLabel("Mail address"), who.email);
  await hand.write(page.getByLabel("Password", { exact: true }), who.password);
  await hand.write(page.getByLabel("Your first team"), who.team);
  await hand.press(page.getByRole("button", { name: "Set up Evenkeel" }));
  await expect(page.getByRole("heading", { name: "Starter catalogue", level: 1 })).toBeVisible();
}

export async function signIn(
  page: Page,
  hand: Hand,
  who: { email: string; password: string },
): Promise<void> {
  await hand.write(page.getByLabel("Mail address"), who.email);
  await hand.write(page.getByLabel("Password", { exact: true }), who.password);
  await hand.press(page.getByRole("button", { name: "Sign in" }));
}

/** Loads one profile of the starter catalogue for a new service, and reads the account of it. */
export async function loadProfile(page: Page, hand: Hand, profile: RegExp, service: string): Promise<void> {
  await hand.press(page.getByRole("checkbox", { name: profile }));
  await hand.write(page.getByLabel("Its first service"), service);
  await hand.press(page.getByRole("button", { name: "Load this profile" }));
  await expect(page.getByRole("status").filter({ hasText: `${service} was made` })).toBeVisible();
}

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Caller } from "./api.ts";
import { test as base, expect } from "./fixtures.ts";
import { fillGallery, routesOfApp, type Seen } from "./gallery.ts";
import { makeWorld } from "./world.ts";

interface Gallery {
  pages: Seen[];
  viewers: Record<Seen["viewer"], Caller | null>;
}

const test = base.extend<object, { gallery: Gallery }>({
  gallery: [
    async ({ playwright, admin, portal }, use) => {
      const world = await makeWorld(playwright, admin, portal.url);
      const pages = await fillGallery(world);
      await use({ pages, viewers: { visitor: null, lead: world.lead.caller, admin } });
      await world.end();
    },
    { scope: "worker" },
  ],
});

test.describe.configure({ mode: "parallel" });

/** Themes differ in nothing but colour: beside the whole report at each width, the other theme needs its contrasts only. */
const looks = [
  { width: 1440, height: 900, theme: "light", rules: "all" },
  { width: 1440, height: 900, theme: "dark", rules: "contrast" },
  { width: 390, height: 844, theme: "dark", rules: "all" },
  { width: 390, height: 844, theme: "light", rules: "contrast" },
] as const;

/** What axe finds serious or critical, as "rule: element" lines. */
async function trouble(page: Page, rules: "all" | "contrast"): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules === "contrast") axe.withRules(["color-contrast", "link-in-text-block"]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    );
}

/** Which elements make the page wider than its window, innermost last; none when it fits. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= innerWidth) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest(".scroll-x"))
      .map((one) => `${Math.round(one.getBoundingClientRect().right)} px: ${one.outerHTML.slice(0, 120)}`)
      .slice(-6);
  });

for (const route of routesOfApp()) {
  test(`${route}: axe in both themes and widths, nothing wider than a phone`, async ({ gallery, open }) => {
    const seen = gallery.pages.find((one) => one.route === route);
    if (!seen) throw new Error(`The gallery has nothing to show at ${route}: add it to e2e/gallery.ts.`);
    const page = await open(gallery.viewers[seen.viewer], { reducedMotion: "reduce" });
    const answer = await page.goto(seen.path);
    expect(answer?.status(), "it answers 200").toBe(200);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    expect(await page.title(), "it says what it is").toMatch(/Evenkeel$/);
    const found: string[] = [];
    for (const { theme, rules, ...viewport } of looks) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: theme });
      found.push(...(await tooWide(page)).map((line) => `${viewport.width} px: ${line}`));
      found.push(...(await trouble(page, rules)).map((line) => `${viewport.width} px, ${theme}: ${line}`));
    }
    expect(found).toEqual([]);
  });
}

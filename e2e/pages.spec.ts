import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Caller } from "./api.ts";
import { test as base, expect, settingsOf } from "./fixtures.ts";
import { fillGallery, routesOfApp, type Seen } from "./gallery.ts";
import { makeWorld } from "./world.ts";

interface Gallery {
  pages: Seen[];
  /** A window for each viewer, which keeps what it has loaded for the next page. */
  windows: Record<Seen["viewer"], Page>;
}

const test = base.extend<object, { gallery: Gallery }>({
  gallery: [
    async ({ playwright, browser, admin, portal }, use) => {
      const world = await makeWorld(playwright, admin, portal.url);
      const pages = await fillGallery(world);
      const as = async (caller: Caller | null) =>
        (await browser.newContext(await settingsOf(portal.url, caller, still))).newPage();
      const windows = { visitor: await as(null), lead: await as(world.lead.caller), admin: await as(admin) };
      await use({ pages, windows });
      for (const one of Object.values(windows)) await one.context().close();
      await world.end();
    },
    { scope: "worker" },
  ],
});

const still = { reducedMotion: "reduce" } as const;

test.describe.configure({ mode: "parallel" });

const LONG = process.env.EVENKEEL_LONG === "1";
/**
 * Themes differ in nothing but colour, widths in place and in what is shown only there: the whole report once, and on a
 * phone in the dark what these can break. The long form asks for everything in all four.
 */
const looks = (
  [
    { width: 1440, height: 900, theme: "light", rules: "all" },
    { width: 390, height: 844, theme: "dark", rules: "seen" },
    { width: 1440, height: 900, theme: "dark", rules: "all" },
    { width: 390, height: 844, theme: "light", rules: "all" },
  ] as const
).slice(0, LONG ? 4 : 2);

/** Rules that look at colours and sizes, and at the names of what can be used. */
const SEEN = [
  "color-contrast",
  "link-in-text-block",
  "target-size",
  "scrollable-region-focusable",
  "aria-hidden-focus",
  "nested-interactive",
  "button-name",
  "link-name",
  "label",
  "select-name",
  "svg-img-alt",
  "label-content-name-mismatch",
];

/** What axe finds serious or critical, as "rule: element" lines. */
async function trouble(page: Page, rules: "all" | "seen"): Promise<string[]> {
  // Of what a rule found well it need not tell each element.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  if (rules === "seen" && !LONG) axe.withRules(SEEN);
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

/** Between a phone and a desk: a tablet, and the least width of two columns; the long form asks for more. */
const BETWEEN = LONG ? [704, 744, 820, 1024, 1200, 1360] : [744, 1200];

/** Rows and heads whose parts run into each other, or stand in columns of a few letters. */
const squeezed = (page: Page) =>
  page.evaluate(() => {
    const wordsOf = (part: Element): DOMRect[] => {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      const rects: DOMRect[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const within = node.parentElement;
        if (!node.textContent?.trim() || !within?.checkVisibility() || within.closest(".vh, option"))
          continue;
        // What is cut off is not seen beyond the box that cuts it.
        let end = Number.POSITIVE_INFINITY;
        for (let box: Element | null = within; box && box !== part.parentElement; box = box.parentElement) {
          const { overflowX, clipPath } = getComputedStyle(box);
          if (clipPath !== "none") end = Number.NEGATIVE_INFINITY;
          if (overflowX !== "visible") end = Math.min(end, box.getBoundingClientRect().right);
        }
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { left, right, top, bottom } of range.getClientRects())
          if (end > left) rects.push(new DOMRect(left, top, Math.min(right, end) - left, bottom - top));
      }
      return rects;
    };
    const meet = (a: DOMRect, b: DOMRect) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
    const found: string[] = [];
    for (const row of [
      ...document.querySelectorAll(".li, .it, tr, .pagehead, .top, .bandrow, .oncall-now"),
    ]) {
      const parts = [...row.children].map((part) => ({ part, words: wordsOf(part) }));
      const name = row.textContent?.trim().slice(0, 60);
      for (const [at, { part, words }] of parts.entries()) {
        const lines = new Set(words.map((one) => Math.round(one.top))).size;
        if (lines > 3 && part.clientWidth < 70 && part.clientWidth > 0)
          found.push(`${lines} lines in ${part.clientWidth} px: ${name}`);
        for (const other of parts.slice(at + 1))
          if (words.some((one) => other.words.some((two) => meet(one, two)))) found.push(`overlaps: ${name}`);
      }
    }
    return [...new Set(found)].slice(0, 6);
  });

for (const route of routesOfApp()) {
  test(`${route}: axe in both themes and widths, nothing wider than a phone`, async ({ gallery, watch }) => {
    const seen = gallery.pages.find((one) => one.route === route);
    if (!seen) throw new Error(`The gallery has nothing to show at ${route}: add it to e2e/gallery.ts.`);
    const page = gallery.windows[seen.viewer];
    watch.over(page.context());
    await page.setViewportSize(looks[0] ?? { width: 1440, height: 900 });
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
    for (const width of BETWEEN) {
      await page.setViewportSize({ width, height: 900 });
      const wrong = [...(await tooWide(page)), ...(await squeezed(page))];
      found.push(...wrong.map((line) => `${width} px: ${line}`));
    }
    expect(found).toEqual([]);
  });
}

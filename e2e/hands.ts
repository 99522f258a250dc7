import { expect, type Locator, type Page } from "@playwright/test";

/** One way of using a page. Every journey is written once and done with each of them. */
export interface Hand {
  form: "mouse" | "keyboard" | "touch";
  /** Presses a button, follows a link, ticks a box, chooses a radio. */
  press: (target: Locator) => Promise<void>;
  /** Replaces the text of a field. */
  write: (target: Locator, text: string) => Promise<void>;
  /** Chooses an option of a native select by its words. */
  choose: (target: Locator, label: string | RegExp) => Promise<void>;
}

const MOST_STOPS = 400;

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

const radioName = (target: Locator) =>
  target.evaluate((element) =>
    element instanceof HTMLInputElement && element.type === "radio" ? element.name : null,
  );

/** At least so many stops lie between what has the focus and the target; 0 when the target comes before it. */
const stopsBefore = (target: Locator) =>
  target.evaluate((element) => {
    const stops = [
      ...document.querySelectorAll<HTMLElement>(
        "a[href], button, input, select, textarea, summary, [tabindex]",
      ),
    ].filter(
      (one) =>
        one.tabIndex >= 0 &&
        one.checkVisibility({ visibilityProperty: true }) &&
        !one.closest("[inert], :disabled"),
    );
    const between = stops.slice(
      stops.indexOf(document.activeElement as HTMLElement) + 1,
      stops.indexOf(element as HTMLElement),
    );
    // Of a group of radios only one is a stop.
    return between.filter((one) => !(one instanceof HTMLInputElement && one.type === "radio" && !one.checked))
      .length;
  });

/** The stops of one page, walked by Tab alone: what cannot be reached so, cannot be used without a mouse. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  await expect(target).toBeEnabled();
  const group = await radioName(target);
  // Far away nobody looks where the focus is; near the target it is looked for at each stop.
  for (let far = (await stopsBefore(target)) - 3; far > 0; far--) await page.keyboard.press("Tab");
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await hasFocus(target)) return;
    const inGroup =
      group !== null &&
      (await page.evaluate(
        (name) => document.activeElement instanceof HTMLInputElement && document.activeElement.name === name,
        group,
      ));
    // A group of radios is one stop; inside it the arrows move.
    await page.keyboard.press(inGroup ? "ArrowRight" : "Tab");
  }
  throw new Error(`The Tab key does not lead to ${target} within ${MOST_STOPS} stops.`);
}

/** The focus has to be seen: a ring of its own, or one around what holds it. */
async function seen(target: Locator): Promise<void> {
  const visible = await target.evaluate((element) => {
    const drawn = (node: Element) => {
      const style = getComputedStyle(node);
      const ring = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
      return ring || style.boxShadow !== "none";
    };
    for (let node: Element | null = element, up = 0; node && up < 4; node = node.parentElement, up++)
      if (drawn(node)) return true;
    const beside = element.nextElementSibling;
    return beside !== null && drawn(beside);
  });
  expect(visible, `the focus on ${target} can be seen`).toBe(true);
}

/** Tab, arrows, Enter and Space, and nothing else. */
export function keyboardHand(page: Page): Hand {
  return {
    form: "keyboard",
    async press(target) {
      await reach(page, target);
      await seen(target);
      const kind = await target.evaluate((element) =>
        element instanceof HTMLInputElement ? element.type : element.tagName,
      );
      if (kind === "radio" && (await target.isChecked())) return;
      await page.keyboard.press(kind === "checkbox" || kind === "radio" ? "Space" : "Enter");
    },
    async write(target, text) {
      await reach(page, target);
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Delete");
      await page.keyboard.type(text);
    },
    async choose(target, label) {
      await reach(page, target);
      const wanted = await optionOf(target, label);
      await page.keyboard.press("Home");
      for (let step = 0; step < MOST_STOPS; step++) {
        if ((await target.inputValue()) === wanted.value) return;
        await page.keyboard.press("ArrowDown");
      }
      throw new Error(`The arrow keys do not lead to ${wanted.label}.`);
    },
  };
}

async function optionOf(target: Locator, label: string | RegExp): Promise<{ value: string; label: string }> {
  await target.waitFor();
  const matches = (text: string) => (typeof label === "string" ? text === label : label.test(text));
  const read = () =>
    target.locator("option").evaluateAll((options) =>
      options.map((option) => ({
        value: (option as HTMLOptionElement).value,
        label: option.textContent?.trim() ?? "",
      })),
    );
  await expect.poll(async () => (await read()).some((option) => matches(option.label))).toBe(true);
  const found = (await read()).find((option) => matches(option.label));
  if (!found) throw new Error(`There is no option ${label}.`);
  return found;
}

async function chooseDirectly(target: Locator, label: string | RegExp): Promise<void> {
  await target.selectOption((await optionOf(target, label)).value);
}

/** A radio or box is pressed on its words: the input itself may be drawn by its label. */
async function face(target: Locator): Promise<Locator> {
  const drawnByLabel = await target.evaluate(
    (element) => element instanceof HTMLInputElement && ["radio", "checkbox"].includes(element.type),
  );
  return drawnByLabel ? target.locator("xpath=ancestor::label[1]") : target;
}

export function mouseHand(): Hand {
  return {
    form: "mouse",
    press: async (target) => (await face(target)).click(),
    write: (target, text) => target.fill(text),
    choose: chooseDirectly,
  };
}

/** A finger on a phone of 390 px. */
export function touchHand(): Hand {
  return {
    form: "touch",
    press: async (target) => (await face(target)).tap(),
    write: async (target, text) => {
      await target.tap();
      await target.fill(text);
    },
    choose: chooseDirectly,
  };
}

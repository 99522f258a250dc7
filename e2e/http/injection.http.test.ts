import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { DeclaredRoute } from "#lib/platform/route.ts";
import { ADDRESSES, PAYLOADS } from "#lib/testing/corpus/scripts.ts";
import { type Answer, client, part } from "#lib/testing/http-client.ts";
import type { Subject } from "#lib/testing/http-fixtures.ts";
import { pageAddresses, visitsOf } from "#lib/testing/http-pages.ts";
import { type Cast, makeCast } from "#lib/testing/http-people.ts";
import { bodyOf, nameOf, pathOf, readRoutes } from "#lib/testing/http-routes.ts";
import { around, type Field, fieldsOf, put, shapeOf } from "#lib/testing/http-samples.ts";
import { subjectFor } from "#lib/testing/http-subjects.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";

const LONG = process.env.EVENKEEL_LONG === "1";
/** How often everything is stored, each time with other payloads in each field. */
const ROUNDS = LONG ? 16 : 2;
/** How many things of a kind are opened. */
const VISITS = LONG ? 30 : 3;

const routes = await readRoutes();
/** What would end the asker's session or be stored nowhere. */
const LEFT_OUT = /^\/(me\/(sign-out|password|confirm)|setup|password-resets|invitations\/accept)/;
/** What ends a thing comes last, so that everything else has been stored in it before. */
const ENDS =
  /\/(resolve|close|cancel|merge|reopen|archive|complete|sign-off|skip|amend|submit|publish|return|done|waive|deactivate|reactivate|void|redact|pause|resume|load)$/;
const writes = routes
  .filter((route) => route.body && !LEFT_OUT.test(route.path))
  .sort((a, b) => Number(ENDS.test(a.path)) - Number(ENDS.test(b.path)));

let server: TestServer;
let cast: Cast;
let browser: Browser;
let context: BrowserContext;
const ids = new Map<string, string[]>();
const ran: string[] = [];
const violations: string[] = [];

beforeAll(async () => {
  server = await startTestServer(inject("templateUrl"));
  cast = await makeCast(server);
  const executablePath = process.env.EVENKEEL_CHROMIUM ?? "/usr/bin/chromium";
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  browser = await chromium.launch({ args, ...(existsSync(executablePath) ? { executablePath } : {}) });
  context = await newContext();
  await context.addCookies(
    [...cast.operator.cookies].map(([name, value]) => ({ name, value, url: server.url })),
  );
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A browser whose pages tell of every call of `hit()` and of everything the policy refused. */
async function newContext(): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  await made.exposeBinding("hit", ({ page }) => void ran.push(page.url()));
  await made.exposeBinding(
    "refused",
    ({ page }, what: string) => void violations.push(`${page.url()}: ${what}`),
  );
  await made.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (window as unknown as { refused(what: string): void }).refused(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile ?? ""}`,
      );
    });
  });
  return made;
}

const isText = ({ shape }: Field) =>
  shape.type === "string" && !shape.enum && !shape.format && !shape.pattern && !("const" in shape);
const isAddress = (field: Field) =>
  /url|dashboard|statusPage|subjectId/i.test(String(field.path.at(-1))) || field.shape.format === "uri";

/** As many payloads as fit, beginning with another one for each field and round. */
function textFor(field: Field, index: number, round: number): string {
  const most = field.shape.maxLength ?? 500;
  if (isAddress(field)) return ADDRESSES[(round + index) % ADDRESSES.length] ?? "";
  let text = "";
  for (let at = 0; at < PAYLOADS.length; at++) {
    const payload = PAYLOADS[(round * 67 + index * 13 + at) % PAYLOADS.length] ?? "";
    if (text.length + payload.length + 1 > most) {
      if (text !== "") break;
      continue;
    }
    text += `${text === "" ? "" : " "}${payload}`;
    sent.add(payload);
  }
  return text;
}

const keep = (route: DeclaredRoute, subject: Subject, answer: Answer) => {
  const segment = route.path.split("/")[1] ?? "";
  const made = [...Object.values(subject.params), part(answer.json, "id"), part(answer.json, "key")];
  const list = ids.get(segment) ?? [];
  for (const id of [route.path.includes("{") ? made[0] : (made.at(-1) ?? made.at(-2))])
    if (typeof id === "string" && !list.includes(id)) list.push(id);
  ids.set(segment, list);
};

let stored = 0;
let refusedFields = 0;
const sent = new Set<string>();
const placed = new Set<string>();

/** Sends a write with payloads in all its texts; what the server refuses is taken out until the rest is taken. */
async function store(route: DeclaredRoute, subject: Subject, round: number): Promise<boolean> {
  const shape = shapeOf(route.body as NonNullable<typeof route.body>);
  const base = bodyOf(route, subject, cast.open);
  const fill = (name: string) => (name === "teamId" ? cast.open.id : undefined);
  const texts = fieldsOf(shape, 5).filter((field) => isText(field) || isAddress(field));
  let body: unknown = base;
  for (const [index, field] of texts.entries()) {
    body = put(around(body, field.path, shape, fill), field.path, textFor(field, index, round));
  }
  let left = texts;
  for (let tries = 0; tries < 12; tries++) {
    const answer = await cast.operator.ask(route.method.toUpperCase(), pathOf(route, subject.params), {
      body,
    });
    if (answer.status >= 500) throw new Error(`${nameOf(route)} answered ${answer.status}`);
    if (answer.status < 300) {
      stored += 1;
      for (const field of left) placed.add(`${nameOf(route)} ${field.path.join(".")}`);
      keep(route, subject, answer);
      return true;
    }
    if (answer.status !== 400) return false;
    const errors = (part(answer.json, "errors") as Array<{ path: string }> | undefined) ?? [];
    const bad = left.filter((field) =>
      errors.some(({ path }) => path === field.path.join(".") || field.path.join(".").startsWith(`${path}.`)),
    );
    if (bad.length === 0) return false;
    refusedFields += bad.length;
    left = left.filter((field) => !bad.includes(field));
    body = base;
    for (const field of left)
      body = put(
        around(body, field.path, shape, fill),
        field.path,
        textFor(field, texts.indexOf(field), round),
      );
  }
  return false;
}

/** Anything in the document that could run, whether or not the policy would let it. */
function dangers(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll("*")) {
    const name = element.tagName.toLowerCase();
    const text = element.outerHTML.slice(0, 160);
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) found.push(`${attribute.name}: ${text}`);
      if (/^(href|src|action|formaction|xlink:href|data|srcdoc|poster|background)$/i.test(attribute.name)) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them, so the search does
        const address = attribute.value.replace(/[\u0000-\u0020]/g, "").toLowerCase();
        if (
          /^(javascript|vbscript|data:text|data:image\/svg|blob|filesystem):?/.test(address) &&
          !/^data:image\/(png|webp|gif)/.test(address)
        )
          found.push(`${attribute.name}: ${text}`);
      }
    }
    if (
      /^(iframe|object|embed|base|applet|frame|portal|math)$/.test(name) ||
      (name === "meta" && element.hasAttribute("http-equiv"))
    )
      found.push(text);
    // What a trusted script loads on intent has no nonce, but is a file of the build.
    const ofBuild = /^\/_next\/static\/chunks\/[\w.-]+\.js$/.test(element.getAttribute("src") ?? "");
    if (name === "script" && !(element as HTMLScriptElement).nonce && !ofBuild)
      found.push(`no nonce: ${text}`);
  }
  return found;
}

interface Look {
  address: string;
  status: number;
  found: string[];
  shows: boolean;
}

async function look(page: Page, address: string): Promise<Look> {
  const answer = await page.goto(`${server.url}${address}`, { waitUntil: "load" });
  await page.evaluate(
    () =>
      new Promise((done) =>
        requestIdleCallback(() => requestIdleCallback(done, { timeout: 2000 }), { timeout: 2000 }),
      ),
  );
  const found = await page.evaluate(dangers);
  await page.emulateMedia({ media: "print" });
  found.push(...(await page.evaluate(dangers)));
  await page.emulateMedia({ media: "screen" });
  const policy = answer?.headers()["content-security-policy"] ?? "";
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  if (!/'nonce-[\w+/=]{20,}'/.test(scripts) || /unsafe-|https?:|\*/.test(scripts))
    found.push(`script-src ${scripts}`);
  if (
    !/object-src 'none'/.test(policy) ||
    !/base-uri 'none'/.test(policy) ||
    !/frame-ancestors 'none'/.test(policy)
  )
    found.push(`policy ${policy}`);
  return { address, status: answer?.status() ?? 0, found, shows: (await page.content()).includes("hit()") };
}

describe("script injection (Q11)", () => {
  it("the payloads run where nothing stops them, and the policy's refusals are heard", {
    timeout: 120_000,
  }, async () => {
    expect(PAYLOADS.length).toBeGreaterThanOrEqual(300);
    const page = await (await newContext()).newPage();
    let alive = 0;
    for (let at = 0; at < PAYLOADS.length; at += 10) {
      await page.goto("about:blank");
      await page
        .setContent(
          `<!doctype html><p>${PAYLOADS.slice(at, at + 10)
            .filter((one) => one.includes("onerror") || one.includes("<script>"))
            .join("</p><p>")}`,
          { waitUntil: "domcontentloaded" },
        )
        .catch(() => undefined);
      await page.evaluate(() => new Promise((done) => setTimeout(done, 30))).catch(() => undefined);
      if (ran.length > 0) alive += 1;
      ran.length = 0;
    }
    expect(alive).toBeGreaterThan(8);
    await page.goto(`${server.url}/sign-in`, { waitUntil: "load" });
    await page.evaluate(() => {
      const holder = document.createElement("div");
      holder.innerHTML = "<img src=x onerror=hit()>";
      document.body.append(holder);
    });
    await expect.poll(() => violations.length, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(ran).toEqual([]);
    expect((await page.evaluate(dangers)).length).toBeGreaterThan(0);
    violations.length = 0;
    await page.close();
  });

  it("are stored through every text of every write", { timeout: LONG ? 3_600_000 : 400_000 }, async () => {
    const shared = new Map<string, Subject>();
    for (let round = 0; round < ROUNDS; round++) {
      shared.clear();
      for (const route of writes) {
        const segment = route.path.split("/")[1] ?? "";
        const plain = /^\/[\w-]+\/\{\w+\}/.test(route.path) && !/\{.*\{/.test(route.path);
        const held = plain ? shared.get(segment) : undefined;
        // The thing that others were stored in before; one of its own where its state does not allow it.
        if (held && (await store(route, { params: held.params, body: {} }, round))) continue;
        const subject = await subjectFor(cast, cast.open, nameOf(route));
        await store(route, subject, round);
        if (plain && !ENDS.test(route.path) && !shared.has(segment)) shared.set(segment, subject);
      }
    }
    const catalogue = await cast.operator.ask("GET", "/api/v1/catalogue");
    const kinds = [
      ...new Set(
        [...JSON.stringify(catalogue.json).matchAll(/"kind":"([\w-]+)"/g)].map((match) => match[1] ?? ""),
      ),
    ];
    ids.set("catalogue", kinds.slice(0, VISITS));
    console.log(
      `script injection: ${PAYLOADS.length} payloads through ${placed.size} texts of ${writes.length} writes: ${stored} stored, ${refusedFields} fields refused`,
    );
    expect(placed.size).toBeGreaterThan(120);
    expect(PAYLOADS.filter((payload) => !sent.has(payload))).toEqual([]);
    expect(stored).toBeGreaterThan(writes.length * ROUNDS * 0.6);
  });

  it("run on no page, on screen or in print, and no page breaks its policy", {
    timeout: LONG ? 3_600_000 : 600_000,
  }, async () => {
    const newest = new Map([...ids].map(([segment, list]) => [segment, list.slice(-VISITS)]));
    const visits = pageAddresses().flatMap((page) => visitsOf(page, newest));
    const queue = [
      ...visits,
      "/incidents?q=%3Cimg+src%3Dx+onerror%3Dhit()%3E",
      "/nothing/%3Cscript%3Ehit()%3C%2Fscript%3E",
      '/sign-in?error="><script>hit()</script>&callbackUrl=javascript:hit()',
    ];
    const looks: Look[] = [];
    await Promise.all(
      Array.from({ length: 2 }, async () => {
        const page = await context.newPage();
        for (let address = queue.shift(); address !== undefined; address = queue.shift())
          looks.push(await look(page, address));
        await page.close();
      }),
    );
    const problems = looks.flatMap(({ address, status, found }) => [
      ...(status >= 500 ? [`${address}: ${status}`] : []),
      ...[...new Set(found)].slice(0, 5).map((one) => `${address}: ${one}`),
    ]);
    const showing = looks.filter((one) => one.shows).length;
    console.log(
      `script injection: ${looks.length} pages on screen and in print, ${showing} showing payloads: ${ran.length} run, ${violations.length} policy violations, ${problems.length} dangers`,
    );
    expect(ran).toEqual([]);
    expect([...new Set(violations)].slice(0, 20)).toEqual([]);
    expect(problems.slice(0, 30)).toEqual([]);
    // The texts are really there: as texts.
    expect(showing).toBeGreaterThan(looks.length / 3);
  });

  it("are found by the palette as texts", { timeout: 60_000 }, async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/today`, { waitUntil: "load" });
    await page.keyboard.press("Control+k");
    const box = page
      .getByRole("combobox")
      .or(page.getByRole("searchbox"))
      .or(page.locator("dialog input, [role=dialog] input"))
      .first();
    await box.fill("hit()");
    await page.waitForResponse((answer) => answer.url().includes("/api/v1/search"), { timeout: 15_000 });
    await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))));
    expect(await page.evaluate(dangers)).toEqual([]);
    expect(ran).toEqual([]);
    await page.close();
  });

  it("are no formulas in any table that is downloaded", async () => {
    const csv = routes.filter((route) => route.path.endsWith(".csv"));
    const cells: string[] = [];
    for (const route of csv) {
      const keys = route.path.includes("{key}") ? (ids.get("kpis") ?? []).slice(-20) : [""];
      for (const key of keys) {
        const answer = await cast.operator.ask("GET", pathOf(route, { key }));
        expect(answer.status, `${nameOf(route)} ${key}`).toBe(200);
        expect(answer.headers.get("content-type")).toMatch(/^text\/csv/);
        expect(answer.headers.get("content-disposition")).toMatch(/^attachment/);
        cells.push(...cellsOf(answer.text));
      }
    }
    const formulas = cells.filter(
      (cell) => /^[=+\-@\t\r\uff1d]/.test(cell) && !/^-?\d+([.,]\d+)?$/.test(cell),
    );
    console.log(`script injection: ${csv.length} tables, ${cells.length} cells, ${formulas.length} formulas`);
    expect(formulas.slice(0, 10)).toEqual([]);
    expect(cells.some((cell) => cell.includes("hit()"))).toBe(true);
    // The reading itself notices.
    expect(cellsOf('a,"=1+1"\n"@x ""y""",-5')).toEqual(["a", "=1+1", '@x "y"', "-5"]);
  });

  it("answers of the API are data, whatever they hold", async () => {
    const who = client(server.url, null, new Map(cast.operator.cookies));
    for (const path of ["/incidents", "/search?q=%3Cscript%3E", "/nothing%3Cscript%3E", "/teams"]) {
      const answer = await who.ask("GET", `/api/v1${path}`);
      expect(answer.headers.get("content-type"), path).toMatch(/^application\/(problem\+)?json/);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
  });
});

/** The cells of a CSV text. */
function cellsOf(text: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') {
        cell += '"';
        at++;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"') quoted = true;
    else if (letter === "," || letter === "\n") {
      cells.push(cell);
      cell = "";
    } else if (letter !== "\r") cell += letter;
  }
  if (cell !== "") cells.push(cell);
  return cells;
}

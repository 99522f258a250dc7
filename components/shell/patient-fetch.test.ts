import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { makeFetchPatient } from "#components/shell/patient-fetch.ts";

const BODY = "0:the whole content of a page".repeat(200);
/** The database went away after the answer had begun. */
const FAILED = '0:["$","main"]\n1f:E{"digest":"95287904"}\n';
let server: Server;
let origin: string;
/** What the server does with the next requests, in order; then it answers well. */
let faults: Array<"cut" | "away" | "inside"> = [];
/** Its health is bad until the page was asked for so often. */
let wellAfter = 0;
let asked = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/api/health") {
      response.writeHead(asked < wellAfter ? 503 : 200).end();
      return;
    }
    asked += 1;
    const fault = faults.shift();
    if (fault === "away") {
      response.writeHead(503).end();
      return;
    }
    if (fault === "inside") {
      response.writeHead(200, { "content-type": "text/x-component" }).end(FAILED);
      return;
    }
    response.writeHead(200, { "content-type": "text/x-component", "content-length": BODY.length });
    if (fault === "cut") {
      response.write(BODY.slice(0, 100));
      setImmediate(() => response.destroy());
    } else response.end(BODY);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const location = {
    href: `${origin}/checklists/runs/7?x=1`,
    pathname: "/checklists/runs/7",
    search: "?x=1",
  };
  vi.stubGlobal("window", { fetch, location, addEventListener: () => undefined });
  makeFetchPatient();
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = 0;
  wellAfter = 0;
});

const refresh = (path = "/checklists/runs/7?x=1&_rsc=abc", headers: Record<string, string> = { rsc: "1" }) =>
  window.fetch(`${origin}${path}`, { headers });

test("a refresh that is cut off half-way is asked for again, and comes whole", async () => {
  faults = ["cut"];
  const answer = await refresh();
  expect(await answer.text()).toBe(BODY);
  expect(asked).toBe(2);
  // The router reads where it came from and what it is.
  expect(answer.url).toBe(`${origin}/checklists/runs/7?x=1&_rsc=abc`);
  expect(answer.headers.get("content-type")).toBe("text/x-component");
});

test("a refresh waits for a server that says it is away", async () => {
  faults = ["away"];
  expect(await (await refresh()).text()).toBe(BODY);
  expect(asked).toBe(2);
});

test("a refresh that fails in its middle because the database went away is asked for until it is back", async () => {
  faults = ["inside", "inside", "inside"];
  wellAfter = 4;
  expect(await (await refresh()).text()).toBe(BODY);
  expect(asked).toBe(4);
});

test("one that failed before the database came back, and is judged after, is asked for again", async () => {
  faults = ["inside", "inside"];
  wellAfter = 2;
  expect(await (await refresh()).text()).toBe(BODY);
  expect(asked).toBe(3);
});

test("a page's own fault comes through", async () => {
  faults = ["inside", "inside"];
  expect(await (await refresh()).text()).toBe(FAILED);
  expect(asked).toBe(2);
});

test("the way to another page, and what is fetched ahead of time, are left as they come", async () => {
  faults = ["cut"];
  await expect((await refresh("/incidents?_rsc=abc")).text()).rejects.toThrow();
  expect(asked).toBe(1);
  faults = ["away"];
  const ahead = await refresh(undefined, { rsc: "1", "next-router-prefetch": "1" });
  expect(ahead.status).toBe(503);
});

import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { uuidv7 } from "#lib/platform/ids.ts";
import { pageAddresses, visitsOf } from "#lib/testing/http-pages.ts";
import { type Cast, makeCast } from "#lib/testing/http-people.ts";
import { subjectFor } from "#lib/testing/http-subjects.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";

/** Pages without a parameter that are not for everybody; the others of them answer every signed-in person. */
const FOR_ADMINS = ["/settings/audit", "/settings/audit/refusals", "/settings/audit/sign-ins"];

/** What a team owns, by the segment of its page: how the API reads one. */
const OF_TEAMS = [
  "incidents",
  "checklist-templates",
  "checklist-runs",
  "services",
  "runbooks",
  "postmortems",
  "teams",
];

let server: TestServer;
let cast: Cast;
const hidden = new Map<string, string[]>();

beforeAll(async () => {
  server = await startTestServer(inject("templateUrl"), { worker: false });
  cast = await makeCast(server);
  for (const segment of OF_TEAMS) {
    const subject = await subjectFor(cast, cast.closed, `get /${segment}/{id}`);
    hidden.set(segment, [subject.params.id ?? ""]);
  }
});
afterAll(() => server?.stop());

const statusOf = async (who: string, path: string) => (await cast.of(who).client.ask("GET", path)).status;

describe("a page whose subject is not there answers 404", () => {
  const withSubject = pageAddresses().filter((page) => page.includes("["));

  test("for ids nobody has, and for what is no id", async () => {
    const wrong: string[] = [];
    for (const page of withSubject) {
      const nobodys = uuidv7();
      for (const id of [nobodys, "no-such-thing", "%00", "a".repeat(300)]) {
        const path = page.replace(/\[\w+\]/, id);
        for (const who of id === nobodys ? ["member", "admin"] : ["member"]) {
          const status = await statusOf(who, path);
          if (status !== 404 && !(id === "%00" && status === 400))
            wrong.push(`${path.slice(0, 80)} · ${who}: ${status}`);
        }
      }
    }
    console.log(`absent pages: ${withSubject.length} pages with a subject, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
  });

  test("for what a closed team owns, unless one belongs to it", async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const page of withSubject) {
      const [visit] = (() => {
        try {
          return visitsOf(page, hidden);
        } catch {
          return []; // owned by no team
        }
      })();
      if (!visit) continue;
      asked += 1;
      const outside = await statusOf("responder", visit);
      if (outside !== 404) wrong.push(`${visit} · responder: ${outside}`);
      const inside = await statusOf("lead", visit);
      if (inside !== 200) wrong.push(`${visit} · lead: ${inside}`);
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(OF_TEAMS.length);
  });

  test("for what only administrators see, and 200 for everything that is everybody's", async () => {
    const wrong: string[] = [];
    const plain = pageAddresses().filter((page) => !page.includes("["));
    expect(plain).toEqual(expect.arrayContaining(FOR_ADMINS));
    for (const page of plain) {
      const admins = FOR_ADMINS.includes(page);
      const member = await statusOf("member", page);
      if (admins ? member !== 404 : ![200, 303, 307, 308, 404].includes(member))
        wrong.push(`${page} · member: ${member}`);
      if (admins && (await statusOf("admin", page)) !== 200) wrong.push(`${page} · admin`);
    }
    expect(wrong).toEqual([]);
  });
});

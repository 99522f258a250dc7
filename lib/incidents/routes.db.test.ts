import { beforeAll, describe, expect, test } from "vitest";
import { createToken } from "#lib/auth/commands/create-token.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();
const { api } = await import("#lib/registry/api.ts");

let token: string;
let teamId: string;

beforeAll(async () => {
  const person = await aPerson();
  teamId = await aTeam([[person, "lead"]]);
  const { secret } = await createToken(await signedIn(person), {
    name: "script",
    scopes: ["incidents:read", "incidents:write"],
  });
  token = secret;
});

async function send(method: string, path: string, body?: unknown, key?: string) {
  const response = await api.request(`http://localhost/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...(key ? { "idempotency-key": key } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    answer: (await response.json()) as IncidentDto & Record<string, unknown>,
  };
}

describe("writing by HTTP", () => {
  test("a repeated key gives the same answer again and one incident", async () => {
    const key = crypto.randomUUID();
    const body = { title: "Exports hang", severity: "P1", teamId };
    const [first, second] = [
      await send("POST", "/incidents", body, key),
      await send("POST", "/incidents", body, key),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.answer.id).toBe(first.answer.id);
    expect(await db().incident.count({ where: { title: "Exports hang" } })).toBe(1);
    const other = await send("POST", "/incidents", { ...body, title: "Other" }, key);
    expect([other.status, other.answer.code]).toEqual([422, "key_reused"]);
  });

  test("a step repeated with its key is one step and one message", async () => {
    const made = await send("POST", "/incidents", { title: "Mails wait", severity: "P1", teamId });
    const key = crypto.randomUUID();
    const path = `/incidents/${made.answer.id}/resolve`;
    const [first, second] = [await send("POST", path, {}, key), await send("POST", path, {}, key)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.answer.version).toBe(first.answer.version);
    const steps = await db().timelineEntry.count({
      where: { incidentId: made.answer.id, data: { path: ["to"], equals: "resolved" } },
    });
    expect(steps).toBe(1);
  });

  test("a twin by its dedup key answers 200 with the one that is open", async () => {
    const body = { title: "Probe fails", severity: "P3", teamId, dedupKey: "probe-9" };
    const first = await send("POST", "/incidents", body);
    const twin = await send("POST", "/incidents", body);
    expect([first.status, twin.status, twin.answer.id]).toEqual([201, 200, first.answer.id]);
  });

  test("bad input gets a sentence at each field", async () => {
    const { status, answer } = await send("POST", "/incidents", { title: " ", severity: "P7", teamId: "x" });
    expect(status).toBe(400);
    expect(
      (answer.errors as Array<{ path: string; message: string }>).map((error) => error.path).sort(),
    ).toEqual(["severity", "teamId", "title"]);
    const unclosed = await send("POST", "/incidents", { title: "To close", severity: "P3", teamId });
    const refused = await send("POST", `/incidents/${unclosed.answer.id}/close`, {
      report: { happened: "x" },
    });
    expect([refused.status, (refused.answer.errors as unknown[]).length]).toEqual([400, 2]);
  });
});

describe("reading by HTTP", () => {
  test("the addresses beside {id} are not taken for an id", async () => {
    const callable = await send("GET", "/incidents/callable");
    expect(callable.status).toBe(200);
    expect((await send("GET", "/incidents/board")).status).toBe(200);
    expect((await send("GET", `/teams/${teamId}/pager`)).status).toBe(200);
    expect((await send("GET", "/incidents/rubbish")).status).toBe(400);
    expect((await send("GET", "/incidents/00000000-0000-7000-8000-000000000000")).status).toBe(404);
  });
});

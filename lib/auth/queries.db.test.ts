import { expect, it } from "vitest";
import { requireCtx } from "#lib/auth/queries.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

it("of many requests at the same time each is who its own session says, and an ended one is nobody", async () => {
  const [one, other, gone] = [await aPerson(), await aPerson({ role: "viewer" }), await aPerson()];
  const sessions = await Promise.all(
    [one, other, gone].map(async (person) => (await signedIn(person)).actor.sessionId ?? ""),
  );
  await db().session.update({ where: { id: sessions[2] ?? "" }, data: { endedAt: new Date() } });
  const none = "01890000-0000-7000-8000-000000000000";
  const asked = Array.from({ length: 5 }, () => [...sessions, none, "no session", null]).flat();
  const heard = await Promise.all(asked.map((id, at) => requireCtx(id, `request-${at}`)));
  const who = [one.id, other.id, null, null, null, null];
  expect(heard.map(({ actor }) => actor.userId)).toEqual(asked.map((_, at) => who[at % who.length]));
  expect(heard.map(({ requestId }) => requestId)).toEqual(asked.map((_, at) => `request-${at}`));
  expect(heard[1]?.actor.role).toBe("viewer");
  expect(heard[2]?.actor.kind).toBe("anonymous");
});

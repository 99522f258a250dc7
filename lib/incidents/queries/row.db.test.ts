import { expect, it } from "vitest";
import { readIncident } from "#lib/incidents/queries.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

it("many who ask at the same time each see by their own rights", async () => {
  const [member, reader, stranger, admin] = [
    await aPerson(),
    await aPerson({ role: "viewer" }),
    await aPerson(),
    await aPerson({ role: "admin" }),
  ];
  const teamId = await aTeam(
    [
      [member, "lead"],
      [reader, "member"],
    ],
    { visibility: "closed" },
  );
  const [asMember, asReader, asStranger, asAdmin] = await Promise.all(
    [member, reader, stranger, admin].map((one) => signedIn(one)),
  );
  if (!asMember || !asReader || !asStranger || !asAdmin) throw new Error("Somebody is not signed in.");
  const shown = await anIncident(asMember, { teamId });
  const hidden = await anIncident(asMember, { teamId, private: true });
  const ask = (ctx: typeof asMember, id: string) =>
    readIncident(ctx, id).then(
      ({ incident, asAdmin: recorded }) => [incident.id === id, incident.abilities.note, recorded],
      (error: { code: string }) => error.code,
    );
  // Four rounds of everybody on both: the first two statements are alone, the rest go together.
  const rounds = await Promise.all(
    Array.from({ length: 4 }, () =>
      Promise.all(
        [asMember, asReader, asStranger, asAdmin].flatMap((ctx) => [ask(ctx, shown.id), ask(ctx, hidden.id)]),
      ),
    ),
  );
  for (const round of rounds)
    expect(round).toEqual([
      [true, true, false],
      [true, true, false],
      [true, false, false],
      "not_found",
      "not_found",
      "not_found",
      [true, true, false],
      [true, true, true],
    ]);
});

import { beforeAll, describe, expect, test } from "vitest";
import { listIncidents } from "#lib/incidents/queries/list.ts";
import { readIncident, readTimeline } from "#lib/incidents/queries.ts";
import { ReportBlind } from "#lib/incidents/schema/declaring.ts";
import { ListIncidents } from "#lib/incidents/schema/list.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { inboxOf } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { readReportable } from "../queries/choices.ts";
import { acknowledgeIncident } from "./acknowledge.ts";
import { reportBlind } from "./report-blind.ts";

await testDatabase();
let lead: MadePerson;
let reporter: MadePerson;
let asLead: Ctx;
let asReporter: Ctx;
let closed: string;

beforeAll(async () => {
  lead = await aPerson({ name: "Marek Lindqvist" });
  reporter = await aPerson({ name: "Nia Osei", role: "viewer" });
  closed = await aTeam([[lead, "lead"]], { visibility: "closed" });
  await aTeam([[lead, "lead"]]);
  asLead = await signedIn(lead);
  asReporter = await signedIn(reporter);
});

const report = (teamId: string) =>
  reportBlind(asReporter, ReportBlind.parse({ teamId, title: "The tills stand still", severity: "P1" }));
const byNumber = (number: number) => db().incident.findUniqueOrThrow({ where: { number } });

describe("reporting to a closed team", () => {
  test("gives a viewer from outside its number, calls the team, and shows them nothing", async () => {
    const { number, ...rest } = await report(closed);
    expect(Object.keys(rest)).toEqual(["receivedAt"]);
    const { id } = await byNumber(number);
    expect(await inboxOf(lead.id)).toContainEqual(expect.stringContaining(`INC-${number}`));
    await expect(readIncident(asReporter, id)).rejects.toMatchObject({ code: "not_found" });
    const page = await listIncidents(asReporter, ListIncidents.parse({}));
    expect(page.items).toEqual([]);
    const { incident } = await readIncident(asLead, id);
    expect(incident).toMatchObject({ declaredBy: { id: reporter.id }, team: { id: closed }, private: false });
    expect((await readTimeline(asLead, id))[0]?.data).toMatchObject({ to: "open", blind: true });
    await acknowledgeIncident(asLead, { id });
    expect(await inboxOf(reporter.id)).toEqual([]);
  });

  test("is open to every signed-in person, and to no team that is not closed or takes none", async () => {
    expect(await readReportable(asReporter)).toEqual([{ id: closed, name: expect.any(String) }]);
    expect(await readReportable(asLead)).toEqual([]);
    const open = await aTeam([[lead, "lead"]]);
    await db().team.update({ where: { id: closed }, data: { acceptsReports: false } });
    expect(await readReportable(asReporter)).toEqual([]);
    for (const teamId of [open, closed])
      await expect(report(teamId)).rejects.toMatchObject({
        code: "invalid",
        facts: { errors: [{ path: "teamId", message: "No closed team that takes reports has this id." }] },
      });
  });
});

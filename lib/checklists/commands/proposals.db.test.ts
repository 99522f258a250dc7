import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { makeCrew, makeTemplate } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { listProposals, proposalsToDecide } from "../queries/proposals.ts";
import { readTemplate } from "../queries/templates.ts";
import { ProposeTemplate } from "../schema/proposals.ts";
import { EditTemplate, type TemplateDto } from "../schema/templates.ts";
import { approveProposal } from "./approve-proposal.ts";
import { editTemplate } from "./edit-template.ts";
import { proposeChange } from "./propose-change.ts";
import { returnProposal } from "./return-proposal.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;
let template: TemplateDto;
beforeAll(async () => {
  crew = await makeCrew();
});

const wanting = (needsApproval: boolean) =>
  db().team.update({ where: { id: crew.teamId }, data: { needsApproval } });

const propose = async (who: "ines" | "marek" | "viewer" | "stranger", more: Record<string, unknown> = {}) => {
  const now = await readTemplate(crew[who].ctx, template.id);
  const change = { title: "Evening check", reason: "We look in the evening", version: now.version, ...more };
  return proposeChange(crew[who].ctx, template.id, ProposeTemplate.parse(change));
};

const inbox = (userId: string) =>
  db().notification.findMany({
    where: { userId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { title: true, body: true },
  });

describe("members propose, a lead approves", () => {
  it("only where the team wants that, and only members", async () => {
    template = await makeTemplate(crew.lead, crew.teamId);
    expect((await readTemplate(crew.ines.ctx, template.id)).abilities.propose.may).toBe(false);
    await expect(propose("ines")).rejects.toMatchObject({ code: "forbidden" });
    await wanting(true);
    for (const who of ["viewer", "stranger"] as const)
      await expect(propose(who)).rejects.toMatchObject({ code: "forbidden" });
    const ines = { ...crew.ines.ctx };
    expect((await readTemplate(ines, template.id)).abilities).toMatchObject({
      edit: { may: false },
      propose: { may: true },
    });
  });

  it("a proposal changes nothing, is seen by the lead, and becomes the next version when approved", async () => {
    const before = await readTemplate(crew.lead.ctx, template.id);
    const made = await propose("ines", {
      sections: [{ title: "Only", items: [{ key: "lights", text: "Lights off?", type: "done" }] }],
    });
    expect(made).toMatchObject({ state: "waiting", onVersion: 1, by: { id: crew.ines.id } });
    expect(made.changes).toContain("Title: “Evening check”");
    expect(made.changes).toContain("New item: Lights off?");
    expect(made.changes.filter((line) => line.startsWith("Left out: ")).length).toBeGreaterThan(0);
    expect(await readTemplate(crew.lead.ctx, template.id)).toEqual(before);
    expect((await inbox(crew.lead.id)).at(-1)).toEqual({
      title: `Ines Albrecht proposes a change of ${before.title}`,
      body: "We look in the evening",
    });
    expect((await proposalsToDecide({ ...crew.lead.ctx })).map((one) => one.id)).toEqual([made.id]);
    expect(await proposalsToDecide({ ...crew.marek.ctx })).toEqual([]);
    await expect(approveProposal(crew.marek.ctx, made.id, { note: "" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const done = await approveProposal(crew.lead.ctx, made.id, { note: "Good" });
    expect(done).toMatchObject({ state: "approved", decidedBy: { id: crew.lead.id }, decision: "Good" });
    expect(await readTemplate({ ...crew.lead.ctx }, template.id)).toMatchObject({
      title: "Evening check",
      currentVersion: 2,
      itemsTotal: 1,
    });
    expect((await inbox(crew.ines.id)).at(-1)?.title).toMatch(/^Lea Lead approved your change of /);
    await expect(approveProposal(crew.lead.ctx, made.id, { note: "" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("returned with words, it stays what it was and its author hears why", async () => {
    const made = await propose("marek", { title: "Night check" });
    await returnProposal(crew.lead.ctx, made.id, { reason: "We do not work at night" });
    expect((await inbox(crew.marek.id)).at(-1)).toEqual({
      title: "Lea Lead returned your change of Evening check",
      body: "We do not work at night",
    });
    expect((await readTemplate({ ...crew.lead.ctx }, template.id)).currentVersion).toBe(2);
    expect(await proposalsToDecide({ ...crew.lead.ctx })).toEqual([]);
  });

  it("proposing again takes back one's own; a checklist that changed meanwhile cannot be written over", async () => {
    const first = await propose("ines", { title: "One" });
    const second = await propose("ines", { title: "Two" });
    const listed = await listProposals({ ...crew.lead.ctx }, template.id);
    expect(listed.map((one) => one.id)).toContain(second.id);
    expect(listed.map((one) => one.id)).not.toContain(first.id);
    const now = await readTemplate({ ...crew.lead.ctx }, template.id);
    await editTemplate(crew.lead.ctx, template.id, EditTemplate.parse({ note: "New", version: now.version }));
    await expect(approveProposal(crew.lead.ctx, second.id, { note: "" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await readTemplate({ ...crew.lead.ctx }, template.id)).title).toBe("Evening check");
  });

  it("is checked like an edit, and hidden with a closed team", async () => {
    await expect(propose("ines", { version: 1 })).rejects.toMatchObject({ code: "stale" });
    const twice = [
      { key: "a", text: "A", type: "done" },
      { key: "a", text: "B", type: "done" },
    ];
    await expect(propose("ines", { sections: [{ title: "S", items: twice }] })).rejects.toMatchObject({
      code: "invalid",
    });
    const waiting = (await listProposals({ ...crew.lead.ctx }, template.id)).find(
      (one) => one.state === "waiting",
    );
    await db().team.update({ where: { id: crew.teamId }, data: { visibility: "closed" } });
    const stranger = { ...crew.stranger.ctx };
    await expect(listProposals(stranger, template.id)).rejects.toMatchObject({ code: "not_found" });
    for (const id of [waiting?.id ?? "", crew.teamId])
      await expect(returnProposal(stranger, id, { reason: "No" })).rejects.toMatchObject({
        code: "not_found",
      });
  });
});

import { describe, expect, it } from "vitest";
import { MAX_FILE } from "#lib/incidents/model/file-kind.ts";
import { fileAnswer } from "#lib/incidents/queries/files.ts";
import { readTimeline } from "#lib/incidents/queries.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { attachFile } from "./attach-file.ts";

await testDatabase();

async function scene(facts: { private?: boolean } = {}) {
  const lead = await aPerson();
  const teamId = await aTeam([[lead, "lead"]]);
  const ctx = await signedIn(lead);
  return { ctx, teamId, incident: await anIncident(ctx, { teamId, ...facts }) };
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const PNG = bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR and more");

describe("a file on the timeline", () => {
  it("is kept as it came, named by what it is, and answered so that nothing of it runs", async () => {
    const { ctx, incident } = await scene();
    const entry = await attachFile(ctx, { id: incident.id, name: "../shot.html", bytes: PNG });
    expect(entry).toMatchObject({
      kind: "file",
      text: "shot.png",
      data: { type: "image/png", size: PNG.length },
    });
    const fileId = String(entry.data.fileId);
    expect((await readTimeline(ctx, incident.id)).at(-1)?.id).toBe(entry.id);
    const answer = await fileAnswer(ctx, { id: incident.id, fileId });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(answer.headers.get("cache-control")).toContain("no-store");
    const text = await attachFile(ctx, { id: incident.id, name: "log", bytes: bytes("refused\n") });
    const plain = await fileAnswer(ctx, { id: incident.id, fileId: String(text.data.fileId) });
    expect(plain.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''log.txt");
  });

  it("is refused when it is too large, empty, or anything a browser could run", async () => {
    const { ctx, incident } = await scene();
    const attach = (content: Uint8Array<ArrayBuffer>) =>
      codeOf(attachFile(ctx, { id: incident.id, name: "x.png", bytes: content }));
    expect(await attach(bytes("<svg onload='alert(1)'/>"))).toBe("unsupported_media");
    expect(await attach(bytes("<html><script>1</script>"))).toBe("unsupported_media");
    expect(await attach(new Uint8Array())).toBe("unsupported_media");
    const large = new Uint8Array(MAX_FILE + 1);
    large.set(PNG);
    expect(await attach(large)).toBe("too_large");
    expect(await attach(large.slice(0, MAX_FILE))).toBe("done");
  });

  it("is attached by who works the incident, and never read through another one", async () => {
    const { ctx, teamId, incident } = await scene();
    const stranger = await signedIn(await aPerson());
    expect(await codeOf(attachFile(stranger, { id: incident.id, name: "a", bytes: PNG }))).toBe("forbidden");
    const hidden = await scene({ private: true });
    expect(await codeOf(attachFile(stranger, { id: hidden.incident.id, name: "a", bytes: PNG }))).toBe(
      "not_found",
    );
    const entry = await attachFile(ctx, { id: incident.id, name: "a", bytes: PNG });
    const other = await anIncident(ctx, { teamId });
    expect(await codeOf(fileAnswer(ctx, { id: other.id, fileId: String(entry.data.fileId) }))).toBe(
      "not_found",
    );
  });
});

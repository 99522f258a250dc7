import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { aPreset, aProfile, aService } from "#lib/testing/services-factory.ts";
import { dropServiceSetting } from "./commands/drop-service-setting.ts";
import { dropSetting } from "./commands/drop-setting.ts";
import { putServiceSetting } from "./commands/put-service-setting.ts";
import { putSetting } from "./commands/put-setting.ts";
import { getSetting, listServiceSettings } from "./queries/settings.ts";
import { settingFor, thresholdFor, thresholdsOf } from "./queries.ts";

await testDatabase();
let admin: Ctx;
let lead: Ctx;
let member: Ctx;
let stranger: Ctx;
let serviceId: string;
let closedService: string;

beforeAll(async () => {
  const [leader, someone] = [await aPerson(), await aPerson()];
  const teamId = await aTeam([
    [leader, "lead"],
    [someone, "member"],
  ]);
  const closed = await aTeam([[leader, "lead"]], { visibility: "closed" });
  await aProfile("election", "Critical-event service");
  await aPreset("election", "error_rate_pct", "ratio", { target: 0.1 });
  await aPreset("election", "response_ms", "avg", { target: 500 });
  await aPreset("election", "cpu_pct", "", { warn: 70 });
  serviceId = await aService(teamId, { profileKey: "election" });
  closedService = await aService(closed);
  admin = await signedIn(await aPerson({ role: "admin" }));
  lead = await signedIn(leader);
  member = await signedIn(someone);
  stranger = await signedIn(await aPerson());
});

describe("settings", () => {
  const key = "error_rate_target_pct";

  test("say where they come from, all the way down and back", async () => {
    expect(await settingFor(db(), key)).toEqual({ key, value: 1, from: "default" });
    expect(await settingFor(db(), key, serviceId)).toEqual({ key, value: 0.1, from: "profile election" });
    await putSetting(admin, { key, value: 2, version: 0 });
    expect(await settingFor(db(), key)).toEqual({ key, value: 2, from: "installation" });
    expect(await settingFor(db(), key, serviceId)).toMatchObject({ value: 0.1 });
    const own = await putServiceSetting(lead, { serviceId, key, value: 0.5, version: 0 });
    expect(own).toMatchObject({ value: 0.5, from: "service", version: 1 });
    expect((await getSetting(admin, key)).services).toEqual([
      expect.objectContaining({ id: serviceId, value: 0.5 }),
    ]);
    await dropServiceSetting(lead, { serviceId, key, version: 1 });
    await dropSetting(admin, { key, version: 1 });
    expect(await settingFor(db(), key)).toMatchObject({ value: 1, from: "default" });
  });

  test("two who change one at once: the second is told what it is now", async () => {
    const put = (value: number) => putSetting(admin, { key: "slow_query_ms", value, version: 0 });
    const done = await Promise.allSettled([put(700), put(800)]);
    const lost = done.find((one) => one.status === "rejected");
    expect(done.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(lost?.reason).toMatchObject({ code: "stale", facts: { current: { version: 1 } } });
  });

  test("refuse what does not fit, what is unknown and what is the same everywhere", async () => {
    const put = (key: string, value: unknown) => putSetting(admin, { key, value, version: 0 });
    await expect(put("cpu_for_minutes", -1)).rejects.toMatchObject({ code: "invalid" });
    await expect(put("cpu_for_minutes", "5")).rejects.toMatchObject({ code: "invalid" });
    await expect(put("no_such_setting", 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(put("page_limit_max", 100)).rejects.toMatchObject({ code: "conflict" });
    const probes = { interval_minutes: 10, down_after_minutes: 5 };
    await expect(put("probe_interval_vs_down_after", probes)).rejects.toMatchObject({ code: "invalid" });
  });

  test("the installation's are changed by administrators, a service's by its leads", async () => {
    await expect(putSetting(lead, { key, value: 2, version: 0 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(dropSetting(lead, { key, version: 0 })).rejects.toMatchObject({ code: "forbidden" });
    for (const ctx of [member, stranger])
      await expect(putServiceSetting(ctx, { serviceId, key, value: 2, version: 0 })).rejects.toMatchObject({
        code: "forbidden",
      });
    await expect(
      putServiceSetting(stranger, { serviceId: closedService, key, value: 2, version: 0 }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(listServiceSettings(stranger, closedService)).rejects.toMatchObject({ code: "not_found" });
  });

  test("every change is in the record, with before and after", async () => {
    await putServiceSetting(lead, { serviceId, key: "cpu_for_minutes", value: 7, version: 0 });
    const entry = await db().auditEntry.findFirstOrThrow({
      where: { action: "service.put-setting" },
      orderBy: { id: "desc" },
    });
    const { detail } = await db().auditDetail.findUniqueOrThrow({ where: { auditId: entry.id } });
    expect(detail).toEqual({ changes: { cpu_for_minutes: { from: null, to: 7 } } });
  });
});

describe("thresholds", () => {
  test("each figure says where it comes from", async () => {
    const rate = await thresholdFor(db(), serviceId, "error_rate_pct", "ratio");
    expect(rate).toMatchObject({ target: 0.1, warn: 1, critical: 5, from: "profile election, default" });
    const cpu = await thresholdFor(db(), serviceId, "cpu_pct");
    expect(cpu.sources).toEqual({ target: null, warn: "profile election", critical: "default" });
    expect(cpu).toMatchObject({ target: null, warn: 70, critical: 90 });
    expect(await thresholdFor(db(), null, "cpu_pct")).toMatchObject({
      warn: 80,
      critical: 90,
      from: "default",
    });
    expect(await thresholdFor(db(), null, "queue_length")).toMatchObject({
      target: null,
      warn: null,
      from: "",
    });
  });

  test("a service's own figures hold as a whole; its own setting comes before the profile's figure", async () => {
    await putServiceSetting(lead, { serviceId, key: "error_rate_critical_pct", value: 3, version: 0 });
    expect(await thresholdFor(db(), serviceId, "error_rate_pct", "ratio")).toMatchObject({
      critical: 3,
      sources: { critical: "service" },
    });
    const key = "threshold:error_rate_pct:ratio";
    await putServiceSetting(lead, { serviceId, key, value: { target: 0.2, warn: 0.4 }, version: 0 });
    expect(await thresholdFor(db(), serviceId, "error_rate_pct", "ratio")).toMatchObject({
      target: 0.2,
      warn: 0.4,
      critical: null,
      from: "service",
    });
    const row = (await thresholdsOf(db(), serviceId)).find((one) => one.key === key);
    expect(row).toMatchObject({ version: 1, target: 0.2 });
    await dropServiceSetting(lead, { serviceId, key, version: 1 });
    expect(await thresholdFor(db(), serviceId, "error_rate_pct", "ratio")).toMatchObject({ target: 0.1 });
  });

  test("rubbish is refused at the field", async () => {
    const put = (value: unknown) =>
      putServiceSetting(lead, { serviceId, key: "threshold:response_ms:p95", value, version: 0 });
    for (const value of [
      null,
      [],
      5,
      "x",
      {},
      { target: "5" },
      { aim: 5 },
      { target: 9, warn: 1, critical: 2 },
    ])
      await expect(put(value), JSON.stringify(value)).rejects.toMatchObject({ code: "invalid" });
  });
});

import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomSecret, sha256 } from "#lib/platform/crypto.ts";
import { closeDatabase, pool } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { TestServer } from "#lib/testing/server.ts";
import { endChild, startChild } from "#scripts/launcher/child.ts";
import { freePort } from "#scripts/launcher/ports.ts";
import { type Call, load } from "./load.ts";
import { listenToStatements, recordStatements, type Statement } from "./record.ts";

export interface ThroughputRow {
  call: string;
  ours: number;
  bare: number;
  ratio: number;
  failed: number;
  /** Milliseconds of processor time a call took: our web process, the bare one, and the worker's follow-up of ours. */
  took: { ours: number; bare: number; worker: number };
}

interface Scene {
  secret: string;
  calls: Record<string, Call[]>;
}

/** A token of the demo's lead, and the five calls, each in several variants so that locks do not decide the figure. */
async function setScene(): Promise<Scene> {
  const secret = `ek_api_${randomSecret()}`;
  const lead = (await pool().query<{ id: string }>("SELECT id::text FROM users WHERE email LIKE 'tomasz@%'"))
    .rows[0]?.id;
  await pool().query(
    "INSERT INTO api_tokens (id, name, prefix, token_hash, user_id, scopes, last_used_at) VALUES ($1, 'bench', 'ek_api_', $2, $3, $4, app_now())",
    [
      uuidv7(),
      sha256(secret),
      lead,
      ["incidents:read", "incidents:write", "checklists:read", "checklists:write", "schedules:read"],
    ],
  );
  const incidents = (
    await pool().query<{ id: string }>("SELECT id::text FROM incidents ORDER BY opened_at DESC LIMIT 16")
  ).rows;
  const team = (await pool().query<{ id: string }>("SELECT id::text FROM teams WHERE name = 'Payments'"))
    .rows[0]?.id;
  const template = (
    await pool().query<{ id: string; version_id: string; service_id: string }>(
      `SELECT t.id::text, v.id::text AS version_id, t.service_id::text FROM checklist_templates t JOIN checklist_versions v ON v.template_id = t.id
       WHERE t.catalogue_key = 'saas-weekly-maintenance'`,
    )
  ).rows[0];
  const runs: string[] = [];
  for (let index = 0; index < 16; index++) {
    const id = uuidv7();
    runs.push(id);
    await pool().query(
      `INSERT INTO checklist_runs (id, template_id, version_id, team_id, service_id, started_by, opens_at, assign_kind, owner_id, owned_at, items_total)
       VALUES ($1, $2, $3, $4, $5, 'person', app_now(), 'pager', $6, app_now(), 8)`,
      [id, template?.id, template?.version_id, team, template?.service_id, lead],
    );
  }
  const schedule = uuidv7();
  await pool().query(
    "INSERT INTO schedules (id, team_id, name, starts_at) VALUES ($1, $2, 'Bench', app_now() - interval '100 days')",
    [schedule, team],
  );
  await pool().query(
    `INSERT INTO shifts (id, schedule_id, user_id, from_at, to_at, source, takes_at)
     SELECT gen_random_uuid(), $1::uuid, $2::uuid, d, d + interval '1 day', 'rotation', d
     FROM generate_series(app_now() - interval '100 days', app_now() + interval '299 days', interval '1 day') d`,
    [schedule, lead],
  );
  return {
    secret,
    calls: {
      "who is on call": [{ method: "GET", path: `/api/v1/schedules/${schedule}/on-call` }],
      "incident list": [{ method: "GET", path: "/api/v1/incidents?limit=20" }],
      "incident read": incidents.map((one) => ({ method: "GET", path: `/api/v1/incidents/${one.id}` })),
      "item tick": runs.map((id) => ({
        method: "PUT",
        path: `/api/v1/checklist-runs/${id}/items/docs`,
        body: { value: true },
      })),
      "incident declared": [
        {
          method: "POST",
          path: "/api/v1/incidents",
          body: { title: "Declared by the bench", severity: "P3", teamId: team },
        },
      ],
    },
  };
}

/** What the portal sends to the database for each call, recorded by answering it once in this process. */
async function recordAll(scene: Scene): Promise<Record<string, { sequences: Statement[][]; body: string }>> {
  const { api } = await import("#lib/registry/api.ts");
  const told: Record<string, { sequences: Statement[][]; body: string }> = {};
  for (const [name, calls] of Object.entries(scene.calls)) {
    const sequences: Statement[][] = [];
    let body = "{}";
    for (const call of calls) {
      const ask = () =>
        api.fetch(
          new Request(`http://bench.invalid${call.path}`, {
            method: call.method,
            headers: { authorization: `Bearer ${scene.secret}`, "content-type": "application/json" },
            ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
          }),
        );
      sequences.push(
        await recordStatements(async () => {
          const answer = await ask();
          body = await answer.text();
          if (!answer.ok) throw new Error(`${name}: ${answer.status} ${body}`);
        }),
      );
    }
    told[name.replaceAll(" ", "-")] = { sequences, body };
  }
  return told;
}

/** Milliseconds of processor time a process has had so far; 0 where the system does not say. */
function processorTime(child: ChildProcess | null): number {
  try {
    const stat = readFileSync(`/proc/${child?.pid}/stat`, "utf8");
    const [user, system] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  } catch {
    return 0;
  }
}

/** T3: the hot calls against a bare server doing the same SQL, in one run, in turns. */
export async function measureThroughput(
  server: TestServer,
  seconds: number,
  names: string[] = [],
): Promise<ThroughputRow[]> {
  Object.assign(process.env, {
    DATABASE_URL: server.databaseUrl,
    NEXTAUTH_SECRET: "a-secret-of-the-bench-0123456789",
    EVENKEEL_RATE_LIMIT: "off",
    LOG_LEVEL: "silent",
  });
  const scene = await setScene();
  await closeDatabase();
  listenToStatements();
  const calls = await recordAll(scene);
  await closeDatabase();
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-bench-"));
  const file = join(folder, "statements.json");
  writeFileSync(file, JSON.stringify({ calls }));
  const port = await freePort();
  const bare = startChild("scripts/bench/bare-server.ts", {
    DATABASE_URL: server.databaseUrl,
    BENCH_FILE: file,
    BENCH_PORT: String(port),
  });
  const rows: ThroughputRow[] = [];
  try {
    await untilAnswers(`http://127.0.0.1:${port}/none`);
    for (const [name, own] of Object.entries(scene.calls)) {
      const path = `/${name.replaceAll(" ", "-")}`;
      const first = own[0];
      if (!first || (names.length > 0 && !names.includes(name))) continue;
      const bareCall: Call = {
        method: first.method,
        path,
        ...(first.body === undefined ? {} : { body: first.body }),
      };
      const ours: number[] = [];
      const theirs: number[] = [];
      let failed = 0;
      const spent = { ours: 0, bare: 0, worker: 0 };
      for (let round = 0; round < 3; round++) {
        const began = [server.web, server.worker, bare].map(processorTime);
        const a = await load(server.url, own, { authorization: `Bearer ${scene.secret}` }, seconds);
        const between = [server.web, server.worker, bare].map(processorTime);
        const b = await load(`http://127.0.0.1:${port}`, [bareCall], {}, seconds);
        const calls = { ours: a.perSecond * seconds * 3, bare: b.perSecond * seconds * 3 };
        spent.ours += ((between[0] ?? 0) - (began[0] ?? 0)) / calls.ours;
        spent.worker += ((between[1] ?? 0) - (began[1] ?? 0)) / calls.ours;
        spent.bare += (processorTime(bare) - (between[2] ?? 0)) / calls.bare;
        ours.push(a.perSecond);
        theirs.push(b.perSecond);
        failed += a.failed + b.failed;
      }
      const middle = (values: number[]) => [...values].sort((x, y) => x - y)[1] ?? 0;
      rows.push({
        call: name,
        ours: middle(ours),
        bare: middle(theirs),
        ratio: middle(ours) / middle(theirs),
        failed,
        took: spent,
      });
    }
  } finally {
    await endChild(bare, 5000);
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

async function untilAnswers(url: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error("The bare server did not start.");
}

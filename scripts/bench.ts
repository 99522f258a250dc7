import { parseArgs } from "node:util";
import { startCluster, testEnvironment } from "#lib/testing/cluster.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";
import { build } from "#scripts/launcher/build.ts";
import { ended, startChild } from "#scripts/launcher/child.ts";
import { runCommand, Sentence } from "#scripts/launcher/sentence.ts";
import { measureLists } from "./bench/lists.ts";
import { signInCookie } from "./bench/sign-in.ts";
import { measureStartup } from "./bench/startup.ts";
import { measureStreams } from "./bench/streams.ts";
import { measureThroughput } from "./bench/throughput.ts";
import { measureWeight } from "./bench/weight.ts";
import { DEMO_PASSWORD, demoEmail } from "./demo/cast.ts";

const ALL = ["T1", "T3", "T4", "T6", "T7", "T8", "T9"];
const PAGES = [
  "/today",
  "/incidents",
  "/incidents/new",
  "/checklists",
  "/checklists/templates/new",
  "/on-call",
  "/on-call/mine",
  "/on-call/schedules/new",
  "/on-call/handoffs",
  "/on-call/contacts",
  "/kpis",
  "/postmortems",
  "/actions",
  "/runbooks",
  "/services",
  "/notifications",
  "/profile",
  "/settings",
];
const line = (text: string) => console.log(text);
const verdict = (good: boolean) => (good ? "reached" : "MISSED");

async function fillDemo(server: TestServer, incidents: number): Promise<void> {
  const code = await ended(
    startChild("scripts/bench/fill.ts", {
      ...testEnvironment(server.databaseUrl),
      BENCH_INCIDENTS: String(incidents),
    }),
  );
  if (code !== 0) throw new Sentence("The demo could not be filled for the bench.");
}

/** The pages of one thing: an incident, a run, a schedule, a service. */
async function pagesOfThings({ url, cookie }: { url: string; cookie: string }): Promise<string[]> {
  const first = async (path: string) => {
    const answer = await fetch(`${url}/api/v1${path}`, { headers: { cookie } });
    const { items } = (await answer.json()) as { items: Array<{ id: string }> };
    return items[0]?.id;
  };
  return [
    `/incidents/${await first("/incidents?status=active")}`,
    `/checklists/runs/${await first("/checklist-runs?limit=1")}`,
    `/on-call/schedules/${await first("/schedules?limit=1")}`,
    `/services/${await first("/services?limit=1")}`,
  ];
}

async function portalFigures(wanted: Set<string>, seconds: number, calls: string[]): Promise<void> {
  const cluster = await startCluster();
  const servers: TestServer[] = [];
  const start = async (incidents: number) => {
    const server = await startTestServer(cluster.templateUrl, { admin: false, env: { LOG_LEVEL: "warn" } });
    servers.push(server);
    await fillDemo(server, incidents);
    return {
      server,
      url: server.url,
      cookie: await signInCookie(server.url, demoEmail("tomasz"), DEMO_PASSWORD),
    };
  };
  try {
    const small = await start(1000);
    if (wanted.has("T1")) {
      const pages = [...PAGES, ...(await pagesOfThings(small))];
      const { empty, rows } = await measureWeight(small.url, pages, small.cookie);
      line(
        `T1 first-load JavaScript, gzip; an empty page of this build: ${empty.toFixed(1)} kB; aim ≤ 65 kB beyond it`,
      );
      for (const row of rows)
        line(
          `   ${row.page.replace(/[\da-f-]{36}/, "[id]").padEnd(22)} ${row.kilobytes.toFixed(1)} kB, beyond ${row.beyond.toFixed(1)} kB: ${verdict(row.beyond <= 65)}`,
        );
    }
    if (wanted.has("T3")) {
      const rows = await measureThroughput(small.server, seconds, calls);
      line("T3 requests a second against a bare Node server with pg doing the same SQL; aim ≥ 0.5");
      for (const row of rows) {
        line(
          `   ${row.call.padEnd(18)} ${row.ours.toFixed(0)}/s, bare ${row.bare.toFixed(0)}/s, ratio ${row.ratio.toFixed(2)}: ${verdict(row.ratio >= 0.5)}; a call takes Node ${row.took.ours.toFixed(2)} ms, bare ${row.took.bare.toFixed(2)} ms, the worker ${row.took.worker.toFixed(2)} ms${row.failed ? `; ${row.failed} not answered 2xx` : ""}`,
        );
      }
    }
    if (wanted.has("T6")) {
      const { streams, events, heard, seen, missed } = await measureStreams(small);
      line(
        `T6 ${events} changes in ${streams} streams: id heard p50 ${heard.p50.toFixed(0)} ms, p99 ${heard.p99.toFixed(0)} ms (aim ≤ 300): ${verdict(heard.p99 <= 300)}; seen after refetch p50 ${seen.p50.toFixed(0)} ms, p99 ${seen.p99.toFixed(0)} ms (aim ≤ 1500): ${verdict(seen.p99 <= 1500)}; ${missed} missed`,
      );
    }
    if (wanted.has("T4")) {
      const large = await start(100_000);
      const rows = await measureLists(small, large);
      line("T4 p95 at 100,000 incidents against 1,000; aim ≤ 1.2");
      for (const row of rows)
        line(
          `   ${row.list.padEnd(18)} ${row.large.toFixed(1)} ms against ${row.small.toFixed(1)} ms, ratio ${row.ratio.toFixed(2)}: ${verdict(row.ratio <= 1.2)}`,
        );
    }
  } finally {
    for (const server of servers) await server.stop().catch((error) => console.error(error));
    await cluster.stop();
  }
}

async function oncallFigures(): Promise<void> {
  const cluster = await startCluster();
  const server = await startTestServer(cluster.templateUrl, { worker: false, env: { LOG_LEVEL: "warn" } });
  try {
    const child = startChild("scripts/bench/oncall.ts", testEnvironment(server.databaseUrl), {
      output: "pipe",
    });
    let words = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        words += chunk.toString();
      });
    if ((await ended(child)) !== 0) throw new Sentence(`The bench of on-call broke:\n${words}`);
    const { few, many, all, schedules } = JSON.parse(words.trim().split("\n").at(-1) ?? "{}") as Record<
      "few" | "many" | "all" | "schedules",
      number
    >;
    line(
      `T9 who is on call now, ${schedules} schedules × 400 days in one query: p95 ${all.toFixed(1)} ms (aim ≤ 50): ${verdict(all <= 50)}; a team's month among 500 schedules ${many.toFixed(1)} ms against ${few.toFixed(1)} ms among 5, ratio ${(many / few).toFixed(2)} (aim ≤ 1.2): ${verdict(many / few <= 1.2)}`,
    );
  } finally {
    await server.stop();
    await cluster.stop();
  }
}

async function startupFigures(): Promise<void> {
  const { cloneToReady, restart, memory } = await measureStartup();
  line(
    `T7 clone to ready ${cloneToReady.toFixed(1)} s (aim ≤ 120): ${verdict(cloneToReady <= 120)}; restart ${restart.toFixed(1)} s (aim ≤ 5): ${verdict(restart <= 5)}`,
  );
  if (memory) {
    line(
      `T8 idle memory of ${memory.processes} processes (npm, supervisor, web, worker, PostgreSQL): ${memory.proportional.toFixed(0)} MB proportional, ${memory.resident.toFixed(0)} MB resident (aim ≤ 600): ${verdict(memory.proportional <= 600)}`,
    );
  }
}

// `npm run bench` prints T1, T3, T4, T6, T7, T8 and T9, each beside its floor in the same run; `-- --only T3,T4` some of them,
// `-- --only T3 --calls "incident declared"` one call.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      seconds: { type: "string", default: "5" },
      calls: { type: "string" },
    },
  });
  const wanted = new Set(values.only ? values.only.split(",") : ALL);
  await build();
  if (["T1", "T3", "T4", "T6"].some((one) => wanted.has(one)))
    await portalFigures(wanted, Number(values.seconds), values.calls?.split(",") ?? []);
  if (wanted.has("T9")) await oncallFigures();
  if (["T7", "T8"].some((one) => wanted.has(one))) await startupFigures();
});

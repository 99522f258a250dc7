import { Agent, type ClientRequest, get, request } from "node:http";
import { DEMO_PASSWORD, demoEmail, PEOPLE } from "../demo/cast.ts";
import { quantile } from "./load.ts";
import { signInCookie } from "./sign-in.ts";

export interface StreamRow {
  streams: number;
  events: number;
  /** Milliseconds from before the write was sent to the change's id in the stream, over all streams and events. */
  heard: { p50: number; p99: number };
  /** The same until the changed incident was read again under the reader's rights. */
  seen: { p50: number; p99: number };
  missed: number;
}

type Heard = (subjectId: string, at: number) => void;

/** One open event stream; calls `heard` for each change. Resolves when the server has said hello. */
function openStream(url: string, cookie: string, agent: Agent, heard: Heard): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const asked = get(
      `${url}/api/stream`,
      { agent, headers: { cookie, accept: "text/event-stream" } },
      (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`The stream answered ${answer.statusCode}.`));
        let rest = "";
        answer.setEncoding("utf8");
        answer.on("data", (text: string) => {
          const at = performance.now();
          const parts = `${rest}${text}`.split("\n\n");
          rest = parts.pop() ?? "";
          for (const part of parts) {
            if (part.includes("event: hello")) resolve(asked);
            const data = part.includes("event: change") ? /^data: (.*)$/m.exec(part)?.[1] : undefined;
            if (data) heard((JSON.parse(data) as { subjectId: string }).subjectId, at);
          }
        });
        answer.on("error", () => undefined);
      },
    );
    asked.on("error", reject);
  });
}

function read(url: string, cookie: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { cookie } }, (answer) => {
      answer.resume();
      answer.on("end", () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(String(answer.statusCode))),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

async function write(url: string, cookie: string, path: string, body: unknown): Promise<{ id: string }> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: { cookie, origin: url, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}

/** Waits until all are in, at most so long; what is missing then was missed. */
async function settle(done: () => boolean, milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  while (!done() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Everybody of the demo: whose team it is, who leads, who only reads. Each reads under rights of their own. */
const everybody = (url: string): Promise<string[]> =>
  Promise.all(PEOPLE.map(({ key }) => signInCookie(url, demoEmail(key), DEMO_PASSWORD)));

/**
 * T6: a change in so many open streams of so many people, and its being read again as browsers do, spread over 250 ms.
 * The reader is this one process, on the machine of the server: what it costs is in the figure.
 */
export async function measureStreams(
  { url, cookie }: { url: string; cookie: string },
  streams = 1000,
  events = 12,
): Promise<StreamRow> {
  const lines = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const readers = new Agent({ keepAlive: true, maxSockets: 200 });
  const people = await everybody(url);
  const open: ClientRequest[] = [];
  let subject = "";
  let started = 0;
  let hearing = new Set<number>();
  const heard: number[] = [];
  const seen: number[] = [];
  for (let batch = 0; batch < streams; batch += 50) {
    const some = Array.from({ length: Math.min(50, streams - batch) }, (_, at) => {
      const own = people[(batch + at) % people.length] ?? cookie;
      return openStream(url, own, lines, (subjectId, when) => {
        if (subjectId !== subject || hearing.has(batch + at)) return;
        hearing.add(batch + at);
        const since = started;
        heard.push(when - since);
        setTimeout(
          () =>
            void read(`${url}/api/v1/incidents/${subjectId}`, own, readers).then(
              () => seen.push(performance.now() - since),
              () => undefined,
            ),
          50 + Math.random() * 200,
        );
      });
    });
    open.push(...(await Promise.all(some)));
  }
  const teams = await fetch(`${url}/api/v1/teams?limit=1`, { headers: { cookie } });
  const { items } = (await teams.json()) as { items: Array<{ id: string }> };
  const incident = await write(url, cookie, "/incidents", {
    title: "Bench",
    severity: "P4",
    teamId: items[0]?.id,
  });
  for (let event = -1; event < events; event++) {
    const before = { heard: heard.length, seen: seen.length };
    hearing = new Set();
    subject = incident.id;
    started = performance.now();
    await write(url, cookie, `/incidents/${incident.id}/timeline`, { kind: "note", text: `Note ${event}` });
    await settle(
      () => heard.length - before.heard >= streams && seen.length - before.seen >= streams,
      10_000,
    );
    subject = "";
    // The first one warms connections and code.
    if (event < 0) heard.length = seen.length = 0;
  }
  for (const one of open) one.destroy();
  lines.destroy();
  readers.destroy();
  const of = (values: number[]) => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });
  return { streams, events, heard: of(heard), seen: of(seen), missed: streams * events - seen.length };
}

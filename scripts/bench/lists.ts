import { quantile } from "./load.ts";

export interface ListRow {
  list: string;
  small: number;
  large: number;
  ratio: number;
}

const LISTS: Record<string, string> = {
  "list, newest": "/api/v1/incidents?limit=20",
  "list, active": "/api/v1/incidents?limit=20&status=active",
  "list, P1 closed": "/api/v1/incidents?limit=20&severity=P1&status=closed",
  board: "/api/v1/incidents/board",
  "search, words": "/api/v1/incidents?limit=20&q=checkout%20card",
  "search, rare": "/api/v1/incidents?limit=20&q=ledger%20noon",
  "search, one letter": "/api/v1/incidents?limit=20&q=c",
  "search, two letters": "/api/v1/incidents?limit=20&q=ca",
  "search, long ago": `/api/v1/incidents?limit=20&q=checkout%20card&to=${new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10)}`,
  "search, none": "/api/v1/incidents?limit=20&q=zzzz",
};

async function ask(url: string, cookie: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(url, { headers: { cookie } });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return performance.now() - started;
}

/** T4: p95 of lists and board at 100,000 incidents against 1,000, the two servers asked in turns. */
export async function measureLists(
  small: { url: string; cookie: string },
  large: { url: string; cookie: string },
  times = 300,
): Promise<ListRow[]> {
  const rows: ListRow[] = [];
  for (const [list, path] of Object.entries(LISTS)) {
    const took = { small: [] as number[], large: [] as number[] };
    for (let turn = -30; turn < times; turn++) {
      const a = await ask(small.url + path, small.cookie);
      const b = await ask(large.url + path, large.cookie);
      if (turn < 0) continue;
      took.small.push(a);
      took.large.push(b);
    }
    const p95 = { small: quantile(took.small, 0.95), large: quantile(took.large, 0.95) };
    rows.push({ list, small: p95.small, large: p95.large, ratio: p95.large / p95.small });
  }
  return rows;
}

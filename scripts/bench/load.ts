import autocannon from "autocannon";

export interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
  failed: number;
}

export interface Call {
  method: "GET" | "POST" | "PUT";
  path: string;
  body?: unknown;
}

/** Sends the calls in turn over 32 connections for some seconds. */
export async function load(
  url: string,
  calls: Call[],
  headers: Record<string, string>,
  seconds: number,
): Promise<Measured> {
  const requests = calls.map((call) => ({
    method: call.method,
    path: call.path,
    headers: { ...headers, ...(call.body === undefined ? {} : { "content-type": "application/json" }) },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  }));
  const result = await autocannon({ url, connections: 32, duration: seconds, requests });
  return {
    perSecond: result["2xx"] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}

/** The value below which `share` of the sorted values lie. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

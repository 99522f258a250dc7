import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { once } from "#lib/platform/shared.ts";

/** The process's Prometheus registry. */
export const metrics = () =>
  once("metrics", () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry, prefix: "evenkeel_" });
    const requests = new Counter({
      name: "evenkeel_http_requests_total",
      help: "API requests by method and status class",
      labelNames: ["method", "status"],
      registers: [registry],
    });
    const seconds = new Histogram({
      name: "evenkeel_http_seconds",
      help: "API answer time in seconds",
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    });
    const limits = new Counter({
      name: "evenkeel_limit_over_100_total",
      help: "Lists asked for with a limit above 100 (S-251)",
      labelNames: ["over200"],
      registers: [registry],
    });
    return { registry, requests, seconds, limits };
  });

export function countRequest(method: string, status: number, milliseconds: number): void {
  const held = metrics();
  held.requests.inc({ method, status: `${Math.floor(status / 100)}xx` });
  held.seconds.observe(milliseconds / 1000);
}

/** The part of autocannon that the bench uses. */
declare module "autocannon" {
  interface Result {
    "2xx": number;
    duration: number;
    non2xx: number;
    errors: number;
    timeouts: number;
    latency: { p50: number; p99: number };
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    requests: Array<{ method: string; path: string; headers: Record<string, string>; body?: string }>;
  }
  export default function autocannon(options: Options): Promise<Result>;
}

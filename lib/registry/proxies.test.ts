import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { findClient, readProxies } from "#lib/registry/proxies.ts";

function request(remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage {
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

describe("who asked", () => {
  const proxies = readProxies("10.0.0.0/8, 192.0.2.7 fd00::/8");

  test("without a trusted proxy, whoever is connected; what they forward is ignored", () => {
    const forged = { "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https" };
    expect(findClient(request("203.0.113.9", forged), proxies)).toEqual({
      address: "203.0.113.9",
      https: false,
    });
  });

  test("behind a trusted proxy, the address it saw and the protocol it spoke", () => {
    const said = { "x-forwarded-for": "198.51.100.1", "x-forwarded-proto": "https" };
    expect(findClient(request("10.1.2.3", said), proxies)).toEqual({ address: "198.51.100.1", https: true });
    expect(findClient(request("::ffff:10.1.2.3", said), proxies).address).toBe("198.51.100.1");
    expect(findClient(request("fd00::1", said), proxies).address).toBe("198.51.100.1");
  });

  test("a chain is read from its near end, as far as each hop is trusted", () => {
    const chain = { "x-forwarded-for": "9.9.9.9, 198.51.100.1, 192.0.2.7" };
    expect(findClient(request("10.1.2.3", chain), proxies).address).toBe("198.51.100.1");
  });

  test("rubbish in the chain ends it", () => {
    const rubbish = { "x-forwarded-for": "198.51.100.1, <script>" };
    expect(findClient(request("10.1.2.3", rubbish), proxies).address).toBe("10.1.2.3");
    expect(findClient(request("10.1.2.3"), proxies).address).toBe("10.1.2.3");
  });

  test("with no proxies configured nobody is trusted", () => {
    const none = readProxies("");
    expect(findClient(request("127.0.0.1", { "x-forwarded-for": "1.2.3.4" }), none).address).toBe(
      "127.0.0.1",
    );
  });

  test.each(["10.0.0.0/33", "300.1.1.1", "proxy.example.org", "10.0.0.0/8/8", "::1/129", "10.0.0.0/x"])(
    "%s is refused in one sentence",
    (entry) => {
      expect(() => readProxies(`127.0.0.1,${entry}`)).toThrow(`"${entry}" is neither`);
    },
  );
});

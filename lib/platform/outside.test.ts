import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Receiver, startReceiver } from "#lib/testing/receivers.ts";
import { callOutside, OutsideError, outsideProblem, type Resolver } from "./outside.ts";
import { isPublicAddress } from "./public-address.ts";

let four: Receiver;
let six: Receiver | null;

beforeAll(async () => {
  four = await startReceiver("127.0.0.1");
  six = await startReceiver("::1").catch(() => null);
  process.env.DATABASE_URL ??= "postgresql://nobody@localhost/none";
  process.env.NEXTAUTH_SECRET ??= "a-secret-that-only-tests-use-0123456789";
  process.env.EVENKEEL_ALLOWED_HOSTS = `allowed.example:${port()},${four.host.replace("127.0.0.1", "127.0.0.9")}`;
});
afterAll(async () => {
  await four.stop();
  await six?.stop();
});
beforeEach(() => void four.calls.splice(0));

const port = () => Number(four.host.split(":")[1]);

/** Names that a resolver sends inside, by name. */
const NAMES: Record<string, string[]> = {
  "plain.example.org": ["127.0.0.1"],
  "private.example.org": ["10.1.2.3"],
  "metadata.example.org": ["169.254.169.254"],
  "six.example.org": ["::1"],
  "mapped.example.org": ["::ffff:127.0.0.1"],
  "nat64.example.org": ["64:ff9b::7f00:1"],
  "local6.example.org": ["fd00::1"],
  "mixed.example.org": ["93.184.216.34", "127.0.0.1"],
  "zero.example.org": ["0.0.0.0"],
  "shared.example.org": ["100.64.0.1"],
  "127.0.0.1.nip.example": ["127.0.0.1"],
  "allowed.example": ["127.0.0.1"],
};
const resolver: Resolver = async (host) => {
  const found = NAMES[host] ?? (/^[\d.]+$|:/.test(host) ? [host] : []);
  return found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
};

/** Spellings of places inside; PORT is the port of a server that really listens there. */
const SPELLINGS = [
  "http://127.0.0.1:PORT/",
  "http://127.0.0.1:PORT",
  "http://127.1:PORT/",
  "http://127.0.1:PORT/",
  "http://0:PORT/",
  "http://0.0.0.0:PORT/",
  "http://127.255.255.254:PORT/",
  "http://2130706433:PORT/",
  "http://0x7f000001:PORT/",
  "http://0x7f.0.0.1:PORT/",
  "http://0x7f.1:PORT/",
  "http://017700000001:PORT/",
  "http://0177.0.0.1:PORT/",
  "http://0177.0.0.01:PORT/",
  "http://127.0.0.0x1:PORT/",
  "http://127.000.000.001:PORT/",
  "http://127.0.0.1.:PORT/",
  "http://%31%32%37.0.0.1:PORT/",
  "http://127%2e0%2e0%2e1:PORT/",
  "http://１２７.０.０.１:PORT/",
  "http://127。0。0。1:PORT/",
  "http://①②⑦.⓪.⓪.①:PORT/",
  "http:\\\\127.0.0.1:PORT\\",
  "http:/127.0.0.1:PORT/",
  "http:127.0.0.1:PORT/",
  "HTTP://127.0.0.1:PORT/",
  " http://127.0.0.1:PORT/ ",
  "http://12\t7.0.0.1:PORT/",
  "http://user@127.0.0.1:PORT/",
  "http://user:secret@127.0.0.1:PORT/",
  "http://example.org@127.0.0.1:PORT/",
  "http://example.org:80@127.0.0.1:PORT/",
  "http://127.0.0.1:PORT#@example.org/",
  "http://127.0.0.1:PORT?@example.org/",
  "http://localhost:PORT/",
  "http://LOCALHOST:PORT/",
  "http://localhost.:PORT/",
  "http://ⓛocalhost:PORT/",
  "http://a.localhost:PORT/",
  "http://localhost.localdomain:PORT/",
  "http://metadata.google.internal/computeMetadata/v1/",
  "http://metadata/",
  "http://printer.local/",
  "http://router.lan/",
  "http://[::1]:PORT/",
  "http://[0:0:0:0:0:0:0:1]:PORT/",
  "http://[0000::0001]:PORT/",
  "http://[::]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://[::ffff:7f00:1]:PORT/",
  "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
  "http://[::127.0.0.1]:PORT/",
  "http://[64:ff9b::7f00:1]:PORT/",
  "http://[64:ff9b:1::7f00:1]:PORT/",
  "http://[2002:7f00:1::]:PORT/",
  "http://[2001:0:7f00:1::]:PORT/",
  "http://[2001:db8::1]:PORT/",
  "http://[fe80::1]:PORT/",
  "http://[fe80::1%25lo]:PORT/",
  "http://[fec0::1]:PORT/",
  "http://[fc00::1]:PORT/",
  "http://[fd00:ec2::254]/latest/meta-data/",
  "http://[ff02::1]:PORT/",
  "http://10.0.0.1/",
  "http://10.255.255.255/",
  "http://172.16.0.1/",
  "http://172.31.255.255/",
  "http://192.168.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://169.254.170.2/v2/credentials",
  "http://2852039166/latest/meta-data/",
  "http://0xa9fea9fe/",
  "http://0251.0376.0251.0376/",
  "http://168.63.129.16.localhost/",
  "http://100.64.0.1/",
  "http://100.100.100.200/latest/meta-data/",
  "http://192.0.0.192/",
  "http://198.18.0.1/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://240.0.0.1/",
  "ftp://127.0.0.1/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:PORT/",
  "data:text/plain,hello",
  "javascript:alert(1)",
  "//127.0.0.1:PORT/",
  "127.0.0.1:PORT",
  ...Object.keys(NAMES)
    .filter((name) => name !== "allowed.example")
    .map((name) => `http://${name}:PORT/`),
];

const at = (spelling: string) => spelling.replaceAll("PORT", String(port()));
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

describe("what people type cannot reach the inside", () => {
  it.each([...new Set(SPELLINGS)])("%s", async (spelling) => {
    const error = await refusal(callOutside({ url: at(spelling) }, resolver));
    expect(error).toBeInstanceOf(OutsideError);
    expect((error as OutsideError).code).toBe("refused");
    expect(four.calls).toEqual([]);
    expect(six?.calls ?? []).toEqual([]);
  });

  it("prints how many spellings were tried", () => {
    expect(new Set(SPELLINGS).size).toBeGreaterThanOrEqual(60);
    console.log(`address guard: ${new Set(SPELLINGS).size} spellings, 0 reached the inside`);
  });

  it("also by the machine's own resolver", async () => {
    const error = await refusal(callOutside({ url: at("http://ip6-localhost.example.invalid:PORT/") }));
    expect((error as OutsideError).code).toBe("network");
    for (const name of ["localhost", "ip6-localhost", "ip6-loopback"])
      expect(((await refusal(callOutside({ url: at(`http://${name}:PORT/`) }))) as OutsideError).code).toBe(
        "refused",
      );
    expect(four.calls).toEqual([]);
  });

  it("connects to the address that was checked, whatever the name says a moment later", async () => {
    let asked = 0;
    const turning: Resolver = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "203.0.114.1" : "127.0.0.1", family: 4 }];
    };
    const call = callOutside({ url: at("http://turning.example.org:PORT/"), timeoutMs: 1500 }, turning);
    const error = await refusal(call);
    expect(error).toBeInstanceOf(OutsideError);
    expect((error as OutsideError).code).not.toBe("refused");
    expect(asked).toBe(1);
    expect(four.calls).toEqual([]);
  });
});

describe("the guard's own control", () => {
  it("reaches the very same server once its host is allowed", async () => {
    const answer = await callOutside({ url: at("http://allowed.example:PORT/ok") }, resolver);
    expect(answer.status).toBe(200);
    expect(four.calls).toHaveLength(1);
    expect(outsideProblem(at("http://127.0.0.9:PORT/"))).toBeNull();
    expect(outsideProblem("http://127.0.0.9:1/")).toMatch(/private network/);
    expect(outsideProblem("https://hooks.example.org/T0/B0")).toBeNull();
  });

  it("does not follow a redirect", async () => {
    const answer = await callOutside({ url: at("http://allowed.example:PORT/elsewhere") }, resolver);
    expect(answer.status).toBe(302);
    expect(four.calls.map((call) => call.path)).toEqual(["/elsewhere"]);
  });

  it("knows public addresses as public", () => {
    for (const address of ["93.184.216.34", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"])
      expect(isPublicAddress(address), address).toBe(true);
    for (const word of ["", "example.org", "127.1", "::1", "fe80::1%lo"])
      expect(isPublicAddress(word), word).toBe(false);
  });
});

describe("a receiver in a bad state ends the call in time", () => {
  const call = (path: string) =>
    callOutside({ url: at(`http://allowed.example:PORT/${path}`), timeoutMs: 1200 }, resolver);

  it("hangs", async () => {
    expect(((await refusal(call("hang"))) as OutsideError).code).toBe("timeout");
  });
  it("closes before it answers", async () => {
    expect(((await refusal(call("slam"))) as OutsideError).code).toBe("network");
  });
  it("closes half-way, or drips: its status was an answer", async () => {
    expect((await call("half")).status).toBe(200);
    expect((await call("drip")).status).toBe(200);
  });
});

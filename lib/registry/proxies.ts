import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Who asked, as far as trusted proxies vouch for it. */
export type Client = { address: string; https: boolean };

/** IPv4 written as IPv6 is the same address. */
function plain(address: string): string {
  return address.trim().replace(/^::ffff:(?=\d+\.)/i, "");
}

function family(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}

/**
 * Reads `EVENKEEL_TRUSTED_PROXIES`: addresses and CIDR ranges, separated by commas or spaces.
 * @throws Error with one sentence when an entry is neither
 */
export function readProxies(list: string): BlockList {
  const proxies = new BlockList();
  for (const entry of list.split(/[\s,]+/).filter(Boolean)) {
    const [address = "", bits, ...rest] = entry.split("/");
    const widest = isIPv6(address) ? 128 : 32;
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest);
    if (!isIP(address) || !fits || rest.length > 0) {
      throw new Error(
        `EVENKEEL_TRUSTED_PROXIES lists addresses and ranges like 10.0.0.0/8; "${entry}" is neither.`,
      );
    }
    if (bits === undefined) proxies.addAddress(address, family(address));
    else proxies.addSubnet(address, Number(bits), family(address));
  }
  return proxies;
}

/** Finds who asked: the nearest address that is not a trusted proxy. What an untrusted sender forwards is ignored. */
export function findClient(request: IncomingMessage, proxies: BlockList): Client {
  const trusted = (address: string) => isIP(address) !== 0 && proxies.check(address, family(address));
  let address = plain(request.socket.remoteAddress ?? "");
  if (!trusted(address)) return { address, https: false };
  const said = String(request.headers["x-forwarded-proto"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map(plain);
  while (trusted(address)) {
    const before = forwarded.pop();
    if (!before || !isIP(before)) break;
    address = before;
  }
  return { address, https: said === "https" };
}

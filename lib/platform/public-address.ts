import { BlockList, isIP } from "node:net";

/** Networks of IPv4 that are not the public internet (IANA special-purpose registry). */
const NOT_PUBLIC_4: ReadonlyArray<readonly [string, number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Of IPv6 only 2000::/3 is public at all; these parts of it are not, or hide an IPv4 address. */
const NOT_PUBLIC_6: ReadonlyArray<readonly [string, number]> = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

const refused4 = new BlockList();
for (const [network, bits] of NOT_PUBLIC_4) refused4.addSubnet(network, bits, "ipv4");
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
const refused6 = new BlockList();
for (const [network, bits] of NOT_PUBLIC_6) refused6.addSubnet(network, bits, "ipv6");

/**
 * Whether an IP address belongs to the public internet: not loopback, private, link-local, metadata, shared
 * (RFC 6598), multicast or reserved, and no IPv6 address in which an IPv4 one is wrapped (mapped, 6to4, NAT64, Teredo).
 * @param address in numbers, as a resolver gives it; anything else is not public
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused4.check(address, "ipv4");
  if (family !== 6 || address.includes("%")) return false;
  return global6.check(address, "ipv6") && !refused6.check(address, "ipv6");
}

/** Names that mean this machine or its network, whatever a resolver says of them. */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|localdomain)\.?$/i;

/** `host` or `host:port`, as `EVENKEEL_ALLOWED_HOSTS` lists them, separated by commas. */
export type AllowedHosts = ReadonlySet<string>;

export function readAllowedHosts(list: string): AllowedHosts {
  return new Set(
    list
      .split(",")
      .map((entry) => entry.trim().toLowerCase())
      .filter(Boolean),
  );
}

/** The host without brackets and without a final dot, and its port. */
export function placeOf(url: URL): { host: string; port: number } {
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  return { host, port: Number(url.port || (url.protocol === "https:" ? 443 : 80)) };
}

/** Whether an administrator has said that this host may be reached although it is not public. */
export function isAllowed(url: URL, allowed: AllowedHosts): boolean {
  const { host, port } = placeOf(url);
  const shown = host.includes(":") ? `[${host}]` : host;
  return allowed.has(host) || allowed.has(shown) || allowed.has(`${shown}:${port}`);
}

/**
 * Reads an address that somebody typed, or that their browser supplied.
 * @returns the address, or the sentence that says why it is refused; a name is resolved only when it is called
 */
export function readOutsideAddress(typed: string, allowed: AllowedHosts): URL | { because: string } {
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    return { because: "This is not an address, for example https://example.org/path." };
  }
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return { because: "The address must begin with https:// or http://." };
  if (url.username || url.password) return { because: "The address may not hold a user name or password." };
  if (isAllowed(url, allowed)) return url;
  const { host } = placeOf(url);
  const inside = isIP(host) ? !isPublicAddress(host) : INSIDE.test(host) || !host.includes(".");
  if (inside) return { because: "This address lies inside a private network, which is not called." };
  return url;
}

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Lower-case hex SHA-256. */
export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A secret for links and tokens: `bytes` of randomness, base64url. */
export const randomSecret = (bytes = 32) => randomBytes(bytes).toString("base64url");

/** Whether two hex digests are equal, in constant time. */
export function sameDigest(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * JSON with sorted keys: the same value gives the same text, so that it can be hashed (audit details, idempotent
 * bodies, catalogue content). Dates become ISO strings; undefined members are left out.
 */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value && typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

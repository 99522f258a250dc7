import { randomBytes } from "node:crypto";

// Chance is fetched for many ids at once: each fetch is a call into the system, and a declaration makes five ids.
const IDS = 256;
let chance = Buffer.alloc(0);

function sixteenBytes(): Buffer {
  if (chance.length === 0) chance = randomBytes(16 * IDS);
  const own = Buffer.from(chance.subarray(0, 16));
  chance = chance.subarray(16);
  return own;
}

/** A UUID version 7 (RFC 9562): ordered by time, so that new rows lie together in an index. */
export function uuidv7(at: number = Date.now()): string {
  const bytes = sixteenBytes();
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

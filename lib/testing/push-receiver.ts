import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from "node:crypto";

/** A browser's side of web push: its keys, and the reading of what was encrypted for it (RFC 8291, RFC 8188). */
export interface PushBrowser {
  keys: { p256dh: string; auth: string };
  /** @throws Error when it was not encrypted for this browser */
  read(body: Buffer): unknown;
}

const hmac = (key: Buffer, ...parts: Buffer[]) =>
  createHmac("sha256", key).update(Buffer.concat(parts)).digest();

/** Makes the keys a browser makes when it subscribes; written after the RFCs, apart from the library that encrypts. */
export function aPushBrowser(): PushBrowser {
  const ecdh = createECDH("prime256v1");
  const mine = ecdh.generateKeys();
  const auth = randomBytes(16);
  return {
    keys: { p256dh: mine.toString("base64url"), auth: auth.toString("base64url") },
    read(body) {
      const salt = body.subarray(0, 16);
      const idLength = body.readUInt8(20);
      const theirs = body.subarray(21, 21 + idLength);
      const sealed = body.subarray(21 + idLength);
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), mine, theirs]);
      const ikm = hmac(hmac(auth, ecdh.computeSecret(theirs)), info, Buffer.from([1]));
      const prk = hmac(salt, ikm);
      const key = hmac(prk, Buffer.from("Content-Encoding: aes128gcm\0\u0001")).subarray(0, 16);
      const nonce = hmac(prk, Buffer.from("Content-Encoding: nonce\0\u0001")).subarray(0, 12);
      const opening = createDecipheriv("aes-128-gcm", key, nonce);
      opening.setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()]);
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString("utf8")) as unknown;
    },
  };
}

/**
 * Reads the installation's signature of a push (VAPID, RFC 8292).
 * @returns its claims, or null when the signature is not by that key
 */
export function readVapid(authorization: string, publicKey: string): { aud: string; sub: string } | null {
  const token = /t=([^,\s]+)/.exec(authorization)?.[1] ?? "";
  const key = /k=([^,\s]+)/.exec(authorization)?.[1] ?? "";
  if (key !== publicKey) return null;
  const raw = Buffer.from(key, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: raw.subarray(1, 33).toString("base64url"),
    y: raw.subarray(33).toString("base64url"),
  };
  const [head = "", claims = "", signature = ""] = token.split(".");
  const good = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  return good
    ? (JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as { aud: string; sub: string })
    : null;
}

import { decode } from "next-auth/jwt";
import { env } from "#lib/platform/env.ts";
import { once } from "#lib/platform/shared.ts";

/** Whether people reach the portal by https, as far as the configuration says. */
export const isHttps = () => (env().NEXTAUTH_URL ?? "").startsWith("https://");

/** `__Host-` and Secure on https, where a browser accepts that. */
export const cookieName = () => (isHttps() ? "__Host-evenkeel.session" : "evenkeel.session");

interface Decoded {
  sid: string | null;
  until: number;
}

const MAX = 5000;

/** Reads one cookie out of a Cookie header. */
export function cookieOf(header: string | null | undefined, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return decodeURIComponent(part.slice(at + 1).trim());
  }
  return null;
}

/**
 * The session row's id that a Cookie header names, or null. Decoding costs as much as a small query, so decoded
 * tokens are remembered until they expire; whether the session is still good is asked of the database each time.
 */
export async function sessionIdOf(header: string | null | undefined): Promise<string | null> {
  let token: string | null = null;
  try {
    token = cookieOf(header, cookieName());
  } catch {
    return null;
  }
  if (!token || token.length > 4096) return null;
  const cache = once("decoded-cookies", () => new Map<string, Decoded>());
  const known = cache.get(token);
  if (known && known.until > Date.now()) return known.sid;
  const claims = await decode({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  const sid = typeof claims?.sid === "string" ? claims.sid : null;
  const expires = typeof claims?.exp === "number" ? claims.exp * 1000 : 0;
  if (cache.size >= MAX) cache.delete(cache.keys().next().value ?? "");
  if (sid) cache.set(token, { sid, until: Math.min(expires, Date.now() + 10 * 60_000) });
  return sid;
}

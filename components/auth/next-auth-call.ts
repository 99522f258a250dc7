"use client";

import { callApi } from "#components/shell/api.ts";
import { setSingleKeys } from "#components/shell/single-keys.ts";

/** Why a sign-in did not happen: one sentence, the same for every wrong address and password (Q12). */
export const SIGN_IN_WORDS = {
  wrong: "The address or the password is wrong, or the account is locked for a while.",
  too_many: "Too many tries from here. Wait a minute, then try again.",
  unavailable: "The server cannot check passwords right now. What you typed is kept; try again in a moment.",
  provider: "The provider did not vouch for a person who is invited here.",
} as const;

/** Where to go after signing in: a path of this site, nothing else. */
export function safePath(given: string | null | undefined): string {
  if (!given?.startsWith("/") || given.startsWith("//") || /[\\\s]/.test(given)) return "/today";
  return given.startsWith("/sign-") ? "/today" : given;
}

function wordsFor(url: string | undefined): string {
  const error = url ? new URL(url, window.location.origin).searchParams.get("error") : null;
  if (error === "too_many") return SIGN_IN_WORDS.too_many;
  return error === "unavailable" ? SIGN_IN_WORDS.unavailable : SIGN_IN_WORDS.wrong;
}

async function csrf(): Promise<string> {
  const given = await fetch("/api/auth/csrf", { cache: "no-store" });
  const { csrfToken } = (await given.json()) as { csrfToken: string };
  return csrfToken;
}

function post(address: string, fields: Record<string, string>): Promise<Response> {
  return fetch(address, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });
}

/** What the person keeps of their preferences holds in this browser too; their lack is no reason to stay out. */
async function adoptPreferences(): Promise<void> {
  try {
    const { preferences } = await callApi<{ preferences: { theme: string; singleKeys: boolean } }>(
      "GET",
      "/me",
    );
    if (preferences.theme !== "system") localStorage.setItem("ek:theme", preferences.theme);
    if (!preferences.singleKeys) setSingleKeys(false);
  } catch {
    // A closed storage or a server on its way out: this browser keeps what it has.
  }
}

/** Opens a session with address and password. @returns the sentence that says why not, or null when it is open */
export async function openSession(email: string, password: string): Promise<string | null> {
  try {
    const fields = { csrfToken: await csrf(), email, password, callbackUrl: "/today", json: "true" };
    const answer = await post("/api/auth/callback/credentials", fields);
    const { url } = (await answer.json().catch(() => ({}))) as { url?: string };
    if (answer.ok && url && !new URL(url, window.location.origin).searchParams.has("error")) {
      await adoptPreferences();
      return null;
    }
    return answer.status >= 500 ? SIGN_IN_WORDS.unavailable : wordsFor(url);
  } catch {
    return "The server cannot be reached. What you typed is kept.";
  }
}

/** Leaves for the provider's own page. @returns a sentence when it cannot be reached */
export async function goToProvider(provider: string, callbackUrl: string): Promise<string | null> {
  try {
    const fields = { csrfToken: await csrf(), callbackUrl, json: "true" };
    const answer = await post(`/api/auth/signin/${encodeURIComponent(provider)}`, fields);
    const { url } = (await answer.json()) as { url?: string };
    if (!answer.ok || !url) return SIGN_IN_WORDS.unavailable;
    window.location.assign(url);
    return null;
  } catch {
    return "The server cannot be reached.";
  }
}

import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Client, client, isSignedIn, part, textAt } from "#lib/testing/http-client.ts";
import { join, must, signInOperator } from "#lib/testing/http-people.ts";
import {
  type Fault,
  OPENID_CLIENT,
  type OpenIdProvider,
  startOpenIdProvider,
  type Vouched,
} from "#lib/testing/openid-provider.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";

let provider: OpenIdProvider;
let server: TestServer;
let operator: Client;
let teamId: string;

beforeAll(async () => {
  provider = await startOpenIdProvider();
  server = await startTestServer(inject("templateUrl"), {
    worker: false,
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: OPENID_CLIENT.id,
      OIDC_CLIENT_SECRET: OPENID_CLIENT.secret,
      OIDC_NAME: "Harbour Login",
    },
  });
  operator = (await signInOperator(server)).operator;
  teamId = textAt(await must(operator, "POST", "/teams", { name: "Pilots" }), "id");
});
afterAll(async () => {
  await server?.stop();
  await provider?.stop();
});
beforeEach(() => {
  provider.fault = null;
});

/** The sign-in page with its sentence. */
const REFUSED = /^\/sign-in\?(.*&)?error=/;

const csrfOf = async (who: Client) => textAt((await who.ask("GET", "/api/auth/csrf")).json, "csrfToken");

/** The path and query of an address of the portal. */
const pathOf = (address: string) => address.slice(new URL(address).origin.length);

/** From the button to the way back, as a browser goes it. @returns where the portal leads in the end */
async function comeFrom(who: Client, person: Vouched, callbackUrl = "/today"): Promise<string> {
  provider.signedIn = person;
  const form = new URLSearchParams({ csrfToken: await csrfOf(who), callbackUrl, json: "true" });
  const begun = await who.ask("POST", "/api/auth/signin/oidc", {
    body: form.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  const away = textAt(begun.json, "url");
  expect(away).toContain(`${provider.issuer}/authorize?`);
  const back = (await fetch(away, { redirect: "manual" })).headers.get("location") ?? "";
  expect(back).toContain(`${server.url}/api/auth/callback/oidc?`);
  return landing(who, pathOf(back));
}

/** Follows a way back through the sign-in routes to the page it ends at. */
async function landing(who: Client, path: string): Promise<string> {
  let at = path;
  for (let steps = 0; at.startsWith("/api/auth/") && steps < 5; steps++) {
    const answer = await who.ask("GET", at);
    const next = answer.headers.get("location");
    if (!next) return `${answer.status}`;
    expect(new URL(next, server.url).origin).toBe(server.url);
    at = pathOf(new URL(next, server.url).href);
  }
  return at;
}

const invite = (email: string) =>
  must(operator, "POST", "/invitations", { email, name: "", role: "responder", teamId, teamKind: "member" });

async function peopleWith(email: string): Promise<number> {
  const found = await must(operator, "GET", `/users?q=${encodeURIComponent(email)}`);
  return (part(found, "items") as unknown[]).length;
}

let counter = 0;
const somebody = (more: Partial<Vouched> = {}): Vouched & { email: string } => {
  counter += 1;
  const email = `pilot.${counter}@example.org`;
  return {
    sub: `subject-${counter}`,
    email,
    email_verified: true,
    name: `Pilot ${counter}`,
    ...more,
  } as Vouched & {
    email: string;
  };
};

/** Nobody is signed in, and nobody was made of it. */
async function expectRefused(who: Client, landed: string, email: string, before: number): Promise<void> {
  expect(landed).toMatch(REFUSED);
  expect(await isSignedIn(who)).toBe(false);
  expect(await peopleWith(email)).toBe(before);
}

describe("a person whom the provider vouches for", () => {
  test("joins by the verified address they were invited at, with the invitation's role and team", async () => {
    const person = somebody();
    await invite(person.email);
    const who = client(server.url);
    expect(await comeFrom(who, { ...person, email: person.email.toUpperCase() })).toBe("/today");
    const me = await must(who, "GET", "/me");
    expect(me).toMatchObject({ email: person.email, name: person.name, role: "responder" });
    expect(part(me, "teams", 0, "id")).toBe(teamId);
    expect(provider.asked).toEqual(expect.arrayContaining(["/authorize", "/token", "/keys"]));
    // From now on the identity is known: the address may change, the person does not.
    const again = client(server.url);
    await comeFrom(again, { ...person, email: "elsewhere@example.org", email_verified: false });
    expect(part(await must(again, "GET", "/me"), "id")).toBe(part(me, "id"));
  });

  test("who is here already keeps their account, and gets into no other", async () => {
    const made = await join(operator, "Ferry", "responder", { id: teamId, kind: "member" });
    const who = client(server.url);
    await comeFrom(who, somebody({ email: made.email }));
    expect(part(await must(who, "GET", "/me"), "id")).toBe(made.userId);
    // Somebody else of the provider who merely claims the address is refused.
    const thief = client(server.url);
    const landed = await comeFrom(thief, somebody({ email: made.email, email_verified: false }));
    await expectRefused(thief, landed, made.email, 1);
  });
});

test("leads back to the page that was wanted, and to no other site", async () => {
  const made = await join(operator, "Deep", "responder");
  const person = somebody({ email: made.email });
  expect(await comeFrom(client(server.url), person, "/incidents?status=active")).toBe(
    "/incidents?status=active",
  );
  for (const evil of [
    "https://evil.example/today",
    "//evil.example/today",
    "/\\evil.example/",
    "javascript:alert(1)",
  ])
    expect(await comeFrom(client(server.url), person, evil)).toMatch(/^\/(?![/\\])/);
});

describe("refused, without an account or a session", () => {
  test("an address that is not verified, though invited: the invitation stays good", async () => {
    for (const email_verified of [false, undefined]) {
      const person = somebody(email_verified === undefined ? {} : { email_verified });
      const claims: Vouched = { ...person };
      if (email_verified === undefined) delete claims.email_verified;
      await invite(person.email);
      const who = client(server.url);
      await expectRefused(who, await comeFrom(who, claims), person.email, 0);
      const later = client(server.url);
      expect(await comeFrom(later, { ...person, email_verified: true })).toBe("/today");
    }
  });

  test("an address nobody invited, none at all, and an invitation that was revoked", async () => {
    const uninvited = somebody();
    const who = client(server.url);
    await expectRefused(who, await comeFrom(who, uninvited), uninvited.email, 0);
    const nameless: Vouched = { sub: "no-address", email_verified: true };
    const none = client(server.url);
    expect(await comeFrom(none, nameless)).toMatch(REFUSED);
    expect(await isSignedIn(none)).toBe(false);
    const revoked = somebody();
    const { id } = (await invite(revoked.email)) as { id: string };
    await must(operator, "POST", `/invitations/${id}/revoke`, {});
    const late = client(server.url);
    await expectRefused(late, await comeFrom(late, revoked), revoked.email, 0);
  });

  test("a person who was deactivated", async () => {
    const made = await join(operator, "Gone", "responder");
    const person = somebody({ email: made.email });
    await comeFrom(client(server.url), person);
    await must(operator, "POST", `/users/${made.userId}/deactivate`, {});
    const who = client(server.url);
    expect(await comeFrom(who, person)).toMatch(REFUSED);
    expect(await isSignedIn(who)).toBe(false);
  });

  test.each<Fault>(["other-key", "other-audience", "other-nonce", "expired", "unsigned"])(
    "an id token with a fault: %s",
    async (fault) => {
      const person = somebody();
      await invite(person.email);
      provider.fault = fault;
      const who = client(server.url);
      await expectRefused(who, await comeFrom(who, person), person.email, 0);
    },
  );

  test("a way back that this browser did not begin", async () => {
    const person = somebody();
    await invite(person.email);
    provider.signedIn = person;
    const victim = client(server.url);
    const landed = await landing(victim, "/api/auth/callback/oidc?code=stolen&state=made-up");
    expect(landed).toMatch(REFUSED);
    expect(await isSignedIn(victim)).toBe(false);
  });
});

test("the button stands on the sign-in page only where a provider is configured", async () => {
  expect((await client(server.url).ask("GET", "/sign-in")).text).toContain("Harbour Login");
  const plain = await startTestServer(inject("templateUrl"), { worker: false });
  try {
    const page = await client(plain.url).ask("GET", "/sign-in");
    expect(page.text).not.toContain("Harbour Login");
    expect((await client(plain.url).ask("GET", "/api/auth/providers")).json).not.toHaveProperty("oidc");
  } finally {
    await plain.stop();
  }
});

import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Who is signed in at the provider, and what it says of them. */
export interface Vouched {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** How an answer of the provider is wrong, for tests of what must be refused. */
export type Fault = "other-key" | "other-audience" | "other-nonce" | "expired" | "unsigned" | null;

export interface OpenIdProvider {
  issuer: string;
  /** The next person who comes by. */
  signedIn: Vouched;
  fault: Fault;
  /** What was asked of it, by path: to see that the dance took place. */
  asked: string[];
  stop: () => Promise<void>;
}

interface Grant {
  challenge: string;
  nonce: string;
  redirectUri: string;
  person: Vouched;
}

export const OPENID_CLIENT = { id: "evenkeel", secret: "a-secret-of-the-test" };

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function tokenFor(issuer: string, grant: Grant, key: KeyObject, fault: Fault): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: fault === "other-audience" ? "somebody-else" : OPENID_CLIENT.id,
    iat: fault === "expired" ? now - 7200 : now,
    exp: fault === "expired" ? now - 3600 : now + 300,
    nonce: fault === "other-nonce" ? "another" : grant.nonce,
    ...grant.person,
  };
  const head = fault === "unsigned" ? { alg: "none", typ: "JWT" } : { alg: "RS256", typ: "JWT", kid: "test" };
  const text = `${base64url(head)}.${base64url(claims)}`;
  if (fault === "unsigned") return `${text}.`;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

/** Client id and secret, from the header or the form. */
function isClient(request: IncomingMessage, form: URLSearchParams): boolean {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const [id, secret] = basic
    ? Buffer.from(basic, "base64").toString().split(":").map(decodeURIComponent)
    : [form.get("client_id"), form.get("client_secret")];
  return id === OPENID_CLIENT.id && secret === OPENID_CLIENT.secret;
}

/**
 * A small OpenID Connect provider over real HTTP: discovery, keys, authorization code with PKCE, signed id tokens. It
 * refuses what a provider has to refuse: an unknown client, a used code, a wrong verifier.
 */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  const json = (response: ServerResponse, body: unknown, status = 200) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

  function authorize(url: URL, response: ServerResponse): void {
    const ask = (name: string) => url.searchParams.get(name) ?? "";
    const proper =
      ask("client_id") === OPENID_CLIENT.id &&
      ask("response_type") === "code" &&
      ask("code_challenge_method") === "S256" &&
      ask("scope").split(" ").includes("openid") &&
      ask("state") !== "" &&
      ask("nonce") !== "";
    if (!proper) {
      response.writeHead(400).end("An incomplete request.");
      return;
    }
    const code = randomUUID();
    grants.set(code, {
      challenge: ask("code_challenge"),
      nonce: ask("nonce"),
      redirectUri: ask("redirect_uri"),
      person: provider.signedIn,
    });
    const back = new URL(ask("redirect_uri"));
    back.searchParams.set("code", code);
    back.searchParams.set("state", ask("state"));
    response.writeHead(302, { location: back.href }).end();
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await formOf(request);
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    grants.delete(code);
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const good =
      isClient(request, form) &&
      grant?.challenge === verifier &&
      grant.redirectUri === form.get("redirect_uri");
    if (!good) {
      json(response, { error: "invalid_grant" }, 400);
      return;
    }
    const key = provider.fault === "other-key" ? stranger.privateKey : keys.privateKey;
    const idToken = tokenFor(provider.issuer, grant, key, provider.fault);
    json(response, {
      access_token: randomUUID(),
      token_type: "Bearer",
      expires_in: 300,
      id_token: idToken,
    });
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", provider.issuer);
    provider.asked.push(url.pathname);
    const { issuer } = provider;
    if (url.pathname === "/.well-known/openid-configuration")
      json(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      });
    else if (url.pathname === "/keys") {
      const key = { ...keys.publicKey.export({ format: "jwk" }), kid: "test", alg: "RS256", use: "sig" };
      json(response, { keys: [key] });
    } else if (url.pathname === "/authorize") authorize(url, response);
    else if (url.pathname === "/token") exchange(request, response).catch(() => response.destroy());
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const provider: OpenIdProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    signedIn: { sub: "nobody" },
    fault: null,
    asked: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

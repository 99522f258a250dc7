import { AsyncLocalStorage } from "node:async_hooks";
import type { NextAuthOptions, Session, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { joinOidc } from "#lib/auth/commands/join-oidc.ts";
import { signIn } from "#lib/auth/commands/sign-in.ts";
import { signOut } from "#lib/auth/commands/sign-out.ts";
import { SESSION_MAX_DAYS } from "#lib/auth/model.ts";
import { requireCtx } from "#lib/auth/queries.ts";
import { SignIn } from "#lib/auth/schema.ts";
import { isDatabaseAway } from "#lib/platform/database-errors.ts";
import { env } from "#lib/platform/env.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { reportError } from "#lib/platform/log.ts";
import { once } from "#lib/platform/shared.ts";
import { cookieName, isHttps } from "./session-cookie.ts";

export interface Visitor {
  /** Secret of the device cookie. */
  device: string;
  address: string;
  userAgent: string;
  /**
   * What kept a callback from answering: the database was away. Thrown, next-auth would take it for a bad session and
   * take the cookie away; so the route answers 503 in its place.
   */
  failure?: unknown;
}

/** Who is at the door, for the commands that next-auth calls without passing the request on. */
export const visitors = () => once("visitors", () => new AsyncLocalStorage<Visitor>());

const nobody: Visitor = { device: "none", address: "unknown", userAgent: "" };

interface SignedInUser extends User {
  sid: string;
}

async function authorize(given: Record<string, string> | undefined): Promise<SignedInUser | null> {
  const parsed = SignIn.safeParse({ email: given?.email, password: given?.password });
  if (!parsed.success) return null;
  const visitor = visitors().getStore() ?? nobody;
  try {
    const done = await signIn(await requireCtx(null, uuidv7()), { ...parsed.data, ...visitor });
    return { id: done.userId, name: done.name, sid: done.sessionId };
  } catch (error) {
    if (isDatabaseAway(error)) {
      visitor.failure = error;
      throw new Error("unavailable");
    }
    if (isAppError(error)) {
      if (error.code === "too_many") throw new Error("too_many");
      return null;
    }
    reportError(error);
    throw new Error("unavailable");
  }
}

function noteFailure(error: unknown): null {
  const visitor = visitors().getStore();
  if (!visitor) throw error;
  visitor.failure = error;
  return null;
}

/** Whose session it is; null when the database cannot say, which the route then answers. */
const whoIs = (sid: unknown) => requireCtx(typeof sid === "string" ? sid : null, uuidv7()).catch(noteFailure);

interface OidcProfile {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** The configured OpenID Connect provider, if any: shown only then. */
function oidcProviders(): NextAuthOptions["providers"] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: "oidc",
      name: OIDC_NAME,
      type: "oauth",
      issuer: OIDC_ISSUER,
      wellKnown: `${OIDC_ISSUER.replace(/\/+$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid email profile" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      profile: (profile: OidcProfile) => ({
        id: profile.sub,
        name: profile.name ?? "",
        email: profile.email ?? "",
      }),
    },
  ];
}

async function signInByProvider(user: User, profile: OidcProfile): Promise<boolean | string> {
  const visitor = visitors().getStore() ?? nobody;
  try {
    const done = await joinOidc(await requireCtx(null, uuidv7()), {
      provider: "oidc",
      subject: profile.sub,
      email: (profile.email ?? "").toLowerCase(),
      emailVerified: profile.email_verified === true,
      name: profile.name ?? "",
      userAgent: visitor.userAgent,
      address: visitor.address,
    });
    Object.assign(user, { id: done.userId, name: done.name, sid: done.sessionId });
    return true;
  } catch {
    return "/sign-in?error=provider";
  }
}

/** An address of this site, also when it is given whole (as behind a provider's page); anything else is the site's own. */
function inside(url: string, baseUrl: string): string {
  const target = URL.parse(url, baseUrl);
  return target?.origin === new URL(baseUrl).origin ? target.href : baseUrl;
}

/** next-auth, kept to what it is good at: the cookie, CSRF and providers. Sessions are rows of ours. */
export function authOptions(): NextAuthOptions {
  const secure = isHttps();
  const cookie = (name: string) => ({
    name: secure ? `__Host-evenkeel.${name}` : `evenkeel.${name}`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  });
  const session = cookie("session");
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_MAX_DAYS * 86_400, updateAge: 86_400 },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    cookies: {
      sessionToken: { ...session, name: cookieName() },
      csrfToken: cookie("csrf"),
      callbackUrl: cookie("callback"),
      pkceCodeVerifier: cookie("pkce"),
      state: cookie("state"),
      nonce: cookie("nonce"),
    },
    providers: [
      CredentialsProvider({
        id: "credentials",
        name: "Password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize,
      }),
      ...oidcProviders(),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== "oidc") return true;
        return signInByProvider(user, profile as OidcProfile);
      },
      async jwt({ token, user }) {
        const sid = (user as SignedInUser | undefined)?.sid;
        // Only the session row's id travels: no name, no address.
        return sid ? { sid } : { sid: token.sid };
      },
      async session({ session: shown, token }) {
        const ctx = await whoIs(token.sid);
        if (!ctx || ctx.actor.kind === "anonymous") return { expires: new Date(0).toISOString() } as Session;
        return { ...shown, user: { name: ctx.actor.name } };
      },
      redirect: ({ url, baseUrl }) => inside(url, baseUrl),
    },
    events: {
      async signOut({ token }) {
        const ctx = await whoIs(token?.sid);
        if (ctx?.actor.kind !== "user") return;
        await signOut(ctx, "this").catch(noteFailure);
      },
    },
    logger: {
      error: (code, metadata) => {
        if (code !== "JWT_SESSION_ERROR")
          reportError(metadata instanceof Error ? metadata : new Error(code), { nextAuth: code });
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

import NextAuth from "next-auth";
import { randomSecret } from "#lib/platform/crypto.ts";
import { problemResponse } from "#lib/platform/problem.ts";
import { authOptions, type Visitor, visitors } from "#lib/registry/next-auth.ts";
import { cookieOf, isHttps } from "#lib/registry/session-cookie.ts";

interface Params {
  params: Promise<{ nextauth: string[] }>;
}

const DEVICE = "evenkeel.device";
const YEAR = 365 * 86_400;

/** next-auth, with the visitor made known to our commands and a device cookie that outlives sessions. */
async function handle(request: Request, context: Params): Promise<Response> {
  const known = cookieOf(request.headers.get("cookie"), DEVICE);
  const device = known && /^[\w-]{40,60}$/.test(known) ? known : randomSecret();
  const visitor: Visitor = {
    device,
    address: request.headers.get("x-evenkeel-client") ?? "unknown",
    userAgent: request.headers.get("user-agent") ?? "",
  };
  const options = authOptions();
  const answer: Response = await visitors().run(visitor, () =>
    NextAuth(request as never, context as never, options),
  );
  // Nobody is signed out, or told that a password is wrong, because the database is away.
  if (visitor.failure !== undefined)
    return problemResponse(visitor.failure, request.headers.get("x-request-id") ?? "unknown");
  if (known === device || request.method !== "POST") return answer;
  const marked = new Response(answer.body, answer);
  const secure = isHttps() ? "; Secure" : "";
  marked.headers.append(
    "set-cookie",
    `${DEVICE}=${device}; Path=/; Max-Age=${YEAR}; HttpOnly; SameSite=Lax${secure}`,
  );
  return marked;
}

export { handle as GET, handle as POST };

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { requireCtx } from "#lib/auth/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { sessionIdOf } from "./session-cookie.ts";

/** The context of the page being rendered: the session row is read once per request; anonymous when signed out. */
export const visitorCtx = cache(async (): Promise<Ctx> => {
  const incoming = await headers();
  const requestId = incoming.get("x-request-id") ?? uuidv7();
  return requireCtx(await sessionIdOf(incoming.get("cookie")), requestId);
});

/** The signed-in person's context; a signed-out visitor is sent to sign in. */
export async function pageCtx(): Promise<Ctx> {
  const ctx = await visitorCtx();
  if (ctx.actor.kind === "anonymous") redirect("/sign-in");
  return ctx;
}

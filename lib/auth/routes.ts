import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { askReset } from "./commands/ask-reset.ts";
import { changePassword } from "./commands/change-password.ts";
import { confirmPassword } from "./commands/confirm-password.ts";
import { createResetLink } from "./commands/create-reset-link.ts";
import { createToken } from "./commands/create-token.ts";
import { resetPassword } from "./commands/reset-password.ts";
import { revokeToken } from "./commands/revoke-token.ts";
import { setUp } from "./commands/set-up.ts";
import { signOut } from "./commands/sign-out.ts";
import { unlockAccount } from "./commands/unlock.ts";
import { listSessions, listTokens } from "./queries.ts";
import {
  AskReset,
  ChangePassword,
  ConfirmPassword,
  CreateToken,
  IdParams,
  ResetPassword,
  SessionDto,
  SetUp,
  TokenDto,
} from "./schema.ts";

export const authRoutes = newRoutes();
const one = authRoutes;

route(one, {
  method: "post",
  path: "/setup",
  summary: "Make the first administrator and team with the setup link's secret",
  who: "secret",
  scope: "none",
  body: SetUp,
  status: 201,
  answer: z.object({ userId: z.string(), teamId: z.string(), email: z.string() }),
  handle: ({ ctx, body }) => setUp(ctx, body),
});
route(one, {
  method: "post",
  path: "/password-resets",
  summary: "Ask for a reset link by mail",
  who: "anyone",
  scope: "none",
  body: AskReset,
  answer: z.object({ sent: z.boolean() }),
  handle: ({ ctx, body, http }) => askReset(ctx, body, http.get("address")),
});
route(one, {
  method: "post",
  path: "/password-resets/use",
  summary: "Set a new password with a reset link's secret",
  who: "secret",
  scope: "none",
  body: ResetPassword,
  answer: z.object({ email: z.string() }),
  handle: ({ ctx, body }) => resetPassword(ctx, body),
});
route(one, {
  method: "get",
  path: "/me/sessions",
  summary: "My signed-in browsers",
  who: "signed-in",
  scope: "none",
  answer: z.object({ items: z.array(SessionDto) }),
  handle: async ({ ctx }) => ({ items: await listSessions(ctx) }),
});
route(one, {
  method: "post",
  path: "/me/sign-out",
  summary: "End this session, the others, or all",
  who: "signed-in",
  scope: "none",
  body: z.strictObject({ which: z.enum(["this", "others", "all"]).default("this") }),
  answer: z.object({ ended: z.number() }),
  handle: ({ ctx, body }) => signOut(ctx, body.which),
});
route(one, {
  method: "post",
  path: "/me/password",
  summary: "Change my password",
  who: "signed-in",
  scope: "none",
  body: ChangePassword,
  answer: z.object({ ended: z.number() }),
  handle: ({ ctx, body }) => changePassword(ctx, body),
});
route(one, {
  method: "post",
  path: "/me/confirm",
  summary: "Give my password again for sensitive changes",
  who: "signed-in",
  scope: "none",
  body: ConfirmPassword,
  answer: z.object({ until: z.string() }),
  handle: ({ ctx, body }) => confirmPassword(ctx, body),
});
route(one, {
  method: "post",
  path: "/users/{id}/reset-link",
  summary: "Make a reset link for a person",
  who: "admin",
  scope: "none",
  fresh: true,
  params: IdParams,
  answer: z.object({ url: z.string(), expiresAt: z.string() }),
  handle: ({ ctx, params }) => createResetLink(withoutKey(ctx), { userId: params.id }),
});
route(one, {
  method: "post",
  path: "/users/{id}/unlock",
  summary: "Unlock an account",
  who: "admin",
  scope: "none",
  fresh: true,
  params: IdParams,
  answer: z.object({ unlocked: z.boolean() }),
  handle: ({ ctx, params }) => unlockAccount(ctx, { userId: params.id }),
});
route(one, {
  method: "get",
  path: "/tokens",
  summary: "My API tokens; everybody's for administrators with all=true",
  who: "signed-in",
  scope: "none",
  query: z.object({ all: z.string().optional() }),
  answer: z.object({ items: z.array(TokenDto) }),
  handle: async ({ ctx, query }) => ({ items: await listTokens(ctx, query.all === "true") }),
});
route(one, {
  method: "post",
  path: "/tokens",
  summary: "Make an API token",
  who: "signed-in",
  scope: "none",
  fresh: true,
  body: CreateToken,
  status: 201,
  answer: z.object({ id: z.string(), secret: z.string(), prefix: z.string() }),
  handle: ({ ctx, body }) => createToken(ctx, body),
});
route(one, {
  method: "post",
  path: "/tokens/{id}/revoke",
  summary: "Revoke an API token",
  who: "signed-in",
  scope: "none",
  params: IdParams,
  answer: z.object({ id: z.string(), revokedAt: z.string() }),
  handle: ({ ctx, params }) => revokeToken(ctx, params),
});

/** Secrets are never stored with a remembered answer. */
function withoutKey<T extends { idempotency?: unknown }>(ctx: T): Omit<T, "idempotency"> {
  const { idempotency: _unused, ...rest } = ctx;
  return rest;
}

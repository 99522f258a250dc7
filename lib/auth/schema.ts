import { z } from "zod";
import { email, newPassword } from "#lib/people/schema.ts";
import { id, text, zone } from "#lib/platform/input.ts";

export const SignIn = z.strictObject({ email, password: z.string().min(1, "Give your password.").max(200) });

export const SetUp = z.strictObject({
  token: text(200, "The setup secret"),
  name: text(120, "Your name"),
  email,
  password: newPassword,
  teamName: text(120, "The team's name"),
  zone,
});

export const ResetPassword = z.strictObject({ token: text(200, "The secret"), password: newPassword });
export const AskReset = z.strictObject({ email });
export const ChangePassword = z.strictObject({ current: z.string().max(200), password: newPassword });
export const ConfirmPassword = z.strictObject({ password: z.string().max(200) });

export const SCOPES = [
  "incidents:read",
  "incidents:write",
  "checklists:read",
  "checklists:write",
  "postmortems:read",
  "postmortems:write",
  "runbooks:read",
  "runbooks:write",
  "kpis:read",
  "kpis:write",
  "people:read",
  "schedules:read",
  "schedules:write",
  "services:read",
  "services:write",
  "notifications:read",
  "notifications:write",
  "audit:read",
  "metrics:read",
] as const;

export const CreateToken = z.strictObject({
  name: text(80, "The name"),
  scopes: z
    .array(z.enum(SCOPES, "There is no such scope."))
    .min(1, "Choose one scope or more.")
    .max(SCOPES.length),
  expiresInDays: z.int().min(1).max(730).optional(),
});

export const TokenDto = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  owner: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type TokenDto = z.infer<typeof TokenDto>;

export const SessionDto = z.object({
  id: z.string(),
  userAgent: z.string(),
  address: z.string(),
  createdAt: z.string(),
  seenAt: z.string(),
  current: z.boolean(),
});
export type SessionDto = z.infer<typeof SessionDto>;

export const IdParams = z.object({ id });

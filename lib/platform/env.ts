import { z } from "zod";
import { once } from "./shared.ts";

const blank = (value: unknown) => (value === "" ? undefined : value);
const optionalUrl = (hint: string) => z.preprocess(blank, z.url(hint).optional());

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.preprocess(
    blank,
    z
      .string({
        error:
          "DATABASE_URL is missing: it names the PostgreSQL database, for example postgresql://user:password@host:5432/evenkeel.",
      })
      .regex(/^postgres(ql)?:\/\//, "DATABASE_URL must begin with postgresql://."),
  ),
  NEXTAUTH_SECRET: z.preprocess(
    blank,
    z
      .string({
        error: "NEXTAUTH_SECRET is missing: set 32 or more random characters, the same on every machine.",
      })
      .min(16, "NEXTAUTH_SECRET is too short: use 32 or more random characters."),
  ),
  NEXTAUTH_URL: optionalUrl(
    "NEXTAUTH_URL must be the address people type, for example https://portal.example.org.",
  ),
  PORT: z.preprocess(
    blank,
    z.coerce.number("PORT must be a number between 1 and 65535.").int().min(1).max(65535).default(3000),
  ),
  EVENKEEL_DATA_DIR: z.preprocess(blank, z.string().default(".data")),
  EVENKEEL_TRUSTED_PROXIES: z.string().default(""),
  EVENKEEL_ALLOWED_HOSTS: z
    .string()
    .regex(
      /^(\s*(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?\s*(,|$))*$/i,
      "EVENKEEL_ALLOWED_HOSTS must list hosts separated by commas, for example ntfy.example.internal,10.0.0.7:8080.",
    )
    .default(""),
  EVENKEEL_ADMIN_EMAIL: z.preprocess(
    blank,
    z.email("EVENKEEL_ADMIN_EMAIL must be a mail address.").optional(),
  ),
  EVENKEEL_ADMIN_PASSWORD: z.preprocess(
    blank,
    z.string().min(12, "EVENKEEL_ADMIN_PASSWORD must have 12 or more characters.").optional(),
  ),
  EVENKEEL_RATE_LIMIT: z.enum(["on", "off"], "EVENKEEL_RATE_LIMIT must be on or off.").default("on"),
  SMTP_URL: optionalUrl("SMTP_URL must look like smtp://user:password@host:587."),
  MAIL_FROM: z.preprocess(blank, z.string().max(200).optional()),
  SENTRY_DSN: optionalUrl("SENTRY_DSN must be the address Sentry shows for the project."),
  HEARTBEAT_URL: optionalUrl("HEARTBEAT_URL must be an http(s) address."),
  OIDC_ISSUER: optionalUrl("OIDC_ISSUER must be the provider's issuer address."),
  OIDC_CLIENT_ID: z.preprocess(blank, z.string().optional()),
  OIDC_CLIENT_SECRET: z.preprocess(blank, z.string().optional()),
  OIDC_NAME: z.preprocess(blank, z.string().max(40).default("Single sign-on")),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "silent"],
      "LOG_LEVEL must be fatal, error, warn, info, debug or silent.",
    )
    .default("info"),
});

export type Env = z.infer<typeof schema>;

/** Bad configuration: `message` is one sentence a problem, fit to print at start. */
export class ConfigurationError extends Error {
  readonly code = "configuration";
}

/**
 * Reads and validates the configuration.
 * @throws ConfigurationError with one clear sentence per problem (S-279).
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) =>
    issue.message.includes(String(issue.path[0]))
      ? issue.message
      : `${String(issue.path[0])}: ${issue.message}`,
  );
  throw new ConfigurationError([...new Set(sentences)].join("\n"));
}

/** The configuration of this process, read once. */
export const env = (): Env => once("env", () => readEnv());

/** The address people type, without a trailing slash; used in every mailed link. */
export function publicUrl(): string {
  const { NEXTAUTH_URL, PORT } = env();
  return (NEXTAUTH_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
}

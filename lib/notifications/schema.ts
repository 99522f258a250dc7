import { z } from "zod";
import { id, optionalText, text, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { CHANNEL_KINDS, CONTACT_KINDS } from "./model.ts";

const severities = z.enum(["P0", "P1", "P2", "P3", "P4"], "Choose P0, P1, P2, P3 or P4.");
const address = text(1000, "The address");
/** No line may be begun by what is typed here: it goes into a header. */
const oneLine = (max: number, what: string) =>
  optionalText(max, what).refine((value) => !/[\r\n]/.test(value), `${what} must be one line.`);

export const IdParams = z.object({ id });

export const NotificationDto = z.object({
  id: z.string(),
  kind: z.string(),
  urgency: z.enum(["critical", "high", "normal"]),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  severity: z.string().nullable(),
  late: z.boolean(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  at: z.string(),
  readAt: z.string().nullable(),
});
export type NotificationDto = z.infer<typeof NotificationDto>;

export const ListNotifications = z.object({ limit, cursor, unread: z.string().optional() });
export const MarkRead = z.strictObject({ ids: z.array(id).max(200).optional(), all: z.boolean().optional() });

// --- One's own contacts and rules ----------------------------------------------------------------------------------

export const ContactDto = z.object({
  id: z.string(),
  kind: z.enum(CONTACT_KINDS),
  label: z.string(),
  /** Masked: enough to know it again. */
  address: z.string(),
  verifiedAt: z.string().nullable(),
  goneAt: z.string().nullable(),
  lastOkAt: z.string().nullable(),
  lastFailedAt: z.string().nullable(),
  lastAnswer: z.string(),
  /** It wakes somebody who sleeps. */
  wakes: z.boolean(),
});
export type ContactDto = z.infer<typeof ContactDto>;

const kinds = z.array(z.enum(CONTACT_KINDS, "Choose mail, push, ntfy or phone.")).max(CONTACT_KINDS.length);
const rule = z
  .strictObject({ first: kinds, after: kinds })
  .refine(
    (value) => new Set([...value.first, ...value.after]).size === value.first.length + value.after.length,
    "Each channel can stand here once.",
  );
export const RulesInput = z.strictObject({ critical: rule, high: rule, normal: rule });

const time = z
  .string({ error: "Give a time, for example 22:00." })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give a time, for example 22:00.");
export const QuietInput = z.strictObject({ on: z.boolean(), from: time, to: time });

export const SetRules = z.strictObject({
  rules: RulesInput,
  quiet: QuietInput,
  /** What was read, 0 while the defaults held; absent: whatever stands there is replaced. */
  version: z.int().min(0).max(2_147_483_647).optional(),
});
export type SetRules = z.output<typeof SetRules>;

const ReadinessWords = z.object({
  /** wakes, reaches or nothing */
  level: z.enum(["wakes", "reaches", "nothing"]),
  words: z.string(),
});

export const MyReachDto = z.object({
  contacts: z.array(ContactDto),
  rules: RulesInput,
  quiet: QuietInput,
  /** 0 while the defaults hold. */
  version: z.int(),
  readiness: ReadinessWords,
  /** What this installation offers at all. */
  offers: z.object({ mail: z.boolean(), phone: z.boolean(), pushKey: z.string() }),
});
export type MyReachDto = z.infer<typeof MyReachDto>;

const PHONE = /^\+[1-9]\d{6,14}$/;

const base64url = (bytes: number, what: string) =>
  z
    .string({ error: `${what} is missing.` })
    .max(200, { error: `${what} is too long.`, abort: true })
    .regex(/^[A-Za-z0-9_-]+$/, `${what} must be base64url.`)
    .refine((value) => Math.floor((value.length * 3) / 4) === bytes, `${what} must have ${bytes} bytes.`);

/** With the country, as "+49 30 1234567"; kept without its spaces. */
const phoneNumber = z
  .string({ error: "Give a phone number." })
  .trim()
  .max(40, { error: "A phone number may have at most 40 characters.", abort: true })
  .transform((value) => value.replace(/[\s()./-]/g, ""))
  .refine((value) => PHONE.test(value), "Begin with + and the country, for example +49 30 1234567.");

export const AddContact = z
  .strictObject({
    kind: z.enum(["ntfy", "phone", "push"], "Choose ntfy, phone or push."),
    /** The topic's address, the number, or the endpoint that the browser gave. */
    address,
    label: oneLine(60, "The name").optional(),
    /** ntfy, where the server asks for one. */
    token: oneLine(300, "The token").optional(),
    /** Push: the browser's own keys. */
    p256dh: base64url(65, "The browser's key").optional(),
    auth: base64url(16, "The browser's secret").optional(),
  })
  .superRefine((value, issues) => {
    const say = (path: string, message: string) => issues.addIssue({ code: "custom", path: [path], message });
    if (value.kind === "phone" && !phoneNumber.safeParse(value.address).success)
      say("address", "Begin with + and the country, for example +49 30 1234567.");
    if (value.kind === "push" && (!value.p256dh || !value.auth))
      say("p256dh", "The browser's keys are missing.");
  });
export type AddContact = z.output<typeof AddContact>;

export const VerifyContact = z.strictObject({
  code: z
    .string({ error: "Give the code that was sent." })
    .trim()
    .min(1, "Give the code that was sent.")
    .max(64, "This is not a code."),
});

/** How a receiver took a test. */
export const TestAnswer = z.object({
  ok: z.boolean(),
  answer: z.string(),
  tookMs: z.int(),
});
export type TestAnswer = z.infer<typeof TestAnswer>;

// --- What became of a message --------------------------------------------------------------------------------------

export const DispatchDto = z.object({
  id: z.string(),
  kind: z.string(),
  /** Whose or which address it went to, masked. */
  to: z.string(),
  state: z.enum(["pending", "sending", "sent", "failed", "held", "cancelled"]),
  because: z.string(),
  at: z.string(),
  nextAt: z.string().nullable(),
  tries: z.array(
    z.object({
      attempt: z.int(),
      outcome: z.string(),
      answer: z.string(),
      tookMs: z.int().nullable(),
      at: z.string(),
    }),
  ),
});
export type DispatchDto = z.infer<typeof DispatchDto>;

export const DeliveryDto = z.object({
  id: z.string(),
  at: z.string(),
  channel: z.string(),
  outcome: z.string(),
  answer: z.string(),
  attempt: z.int(),
  tookMs: z.int().nullable(),
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  teamChannel: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type DeliveryDto = z.infer<typeof DeliveryDto>;
export const ListDeliveries = z.object({ limit, cursor, failed: z.string().max(10).optional() });

// --- Channels of a team --------------------------------------------------------------------------------------------

export const TeamChannelDto = z.object({
  id: z.string(),
  teamId: z.string(),
  name: z.string(),
  purpose: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  address: z.string(),
  severities: z.array(severities),
  pausedAt: z.string().nullable(),
  lastOkAt: z.string().nullable(),
  lastFailedAt: z.string().nullable(),
  lastAnswer: z.string(),
  version: z.int(),
  abilities: z.object({ edit: z.boolean() }),
});
export type TeamChannelDto = z.infer<typeof TeamChannelDto>;
/** A new webhook's signing secret is told once. */
export const MadeChannelDto = TeamChannelDto.extend({ secret: z.string().nullable() });
export type MadeChannelDto = z.infer<typeof MadeChannelDto>;

const channel = {
  name: text(60, "The name"),
  purpose: optionalText(200, "The purpose"),
  address,
  severities: z.array(severities).max(5),
};
export const AddChannel = z.strictObject({
  name: channel.name,
  kind: z.enum(CHANNEL_KINDS, "Choose slack, webhook, ntfy or mail."),
  address: channel.address,
  purpose: channel.purpose.optional(),
  token: oneLine(300, "The token").optional(),
  severities: channel.severities.optional(),
});
export type AddChannel = z.output<typeof AddChannel>;
export const EditChannel = z.strictObject({
  version,
  name: channel.name.optional(),
  purpose: channel.purpose.optional(),
  /** Absent: stays as it is, which is never shown. */
  address: channel.address.optional(),
  token: oneLine(300, "The token").optional(),
  severities: channel.severities.optional(),
  paused: z.boolean().optional(),
});
export type EditChannel = z.output<typeof EditChannel>;

// --- Gateways ------------------------------------------------------------------------------------------------------

export const GatewayDto = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["sms", "voice"]),
  method: z.enum(["POST", "PUT", "GET"]),
  /** Masked; headers are never shown. */
  url: z.string(),
  headerNames: z.array(z.string()),
  body: z.string(),
  active: z.boolean(),
  lastOkAt: z.string().nullable(),
  lastFailedAt: z.string().nullable(),
  lastAnswer: z.string(),
  version: z.int(),
});
export type GatewayDto = z.infer<typeof GatewayDto>;

const gateway = {
  name: text(60, "The name"),
  kind: z.enum(["sms", "voice"], "Choose sms or voice."),
  url: address,
  method: z.enum(["POST", "PUT", "GET"], "Choose POST, PUT or GET."),
  headers: optionalText(2000, "The headers"),
  body: optionalText(5000, "The body"),
};
export const AddGateway = z.strictObject({
  name: gateway.name,
  kind: gateway.kind,
  url: gateway.url,
  method: gateway.method.optional(),
  headers: gateway.headers.optional(),
  body: gateway.body.optional(),
});
export type AddGateway = z.output<typeof AddGateway>;
export const EditGateway = z.strictObject({
  version,
  name: gateway.name.optional(),
  kind: gateway.kind.optional(),
  url: gateway.url.optional(),
  method: gateway.method.optional(),
  headers: gateway.headers.optional(),
  body: gateway.body.optional(),
  active: z.boolean().optional(),
});
export type EditGateway = z.output<typeof EditGateway>;
export const TestGateway = z.strictObject({ phone: phoneNumber });

// --- Readiness -----------------------------------------------------------------------------------------------------

export const ReadinessDto = z.object({
  userId: z.string(),
  name: z.string(),
  /** member, lead, deputy or reader */
  kind: z.string(),
  ...ReadinessWords.shape,
  ways: z.array(
    z.object({ kind: z.enum(CONTACT_KINDS), count: z.int(), wakes: z.boolean(), failing: z.boolean() }),
  ),
});
export type ReadinessDto = z.infer<typeof ReadinessDto>;

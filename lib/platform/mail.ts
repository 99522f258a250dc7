import { createTransport, type Transporter } from "nodemailer";
import { db } from "./db.ts";
import { env, publicUrl } from "./env.ts";
import { log } from "./log.ts";
import { once, shared } from "./shared.ts";

export interface Mail {
  to: string | string[];
  subject: string;
  /** Plain paragraphs; a paragraph that is only an address becomes a link. */
  paragraphs: string[];
  /** What to do, as buttons below the text. */
  actions?: ReadonlyArray<{ label: string; url: string }>;
  /** Marked as urgent, for the reader's program. */
  urgent?: boolean;
  /**
   * Where the reader's program stops such mails by itself: it posts there when its reader presses "unsubscribe"
   * (List-Unsubscribe-Post, RFC 8058), or opens it.
   */
  leaveUrl?: string;
  /** The same id for every try, so that a reader's program can tell a repeated one. */
  id?: string;
}

/** Whether mail can be sent at all. */
export const mailConfigured = () => env().SMTP_URL !== undefined;

/** A server that hangs ends one connection, not the sending. */
const CONNECTIONS = 4;
/** From the first step to the server's answer, in milliseconds. */
const MAIL_TIMEOUT_MS = 20_000;

function transport(): Transporter {
  return once("mail", () =>
    createTransport({
      url: env().SMTP_URL ?? "",
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: 8000,
      greetingTimeout: 8000,
      socketTimeout: 15_000,
    }),
  );
}

/** Closes the connections that wait for the next mail; at the end of a process or a test. */
export function closeMail(): void {
  if (!mailConfigured()) return;
  transport().close();
  shared().slots.delete("mail");
}

const escaped = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );

const BUTTON =
  "display:inline-block;padding:12px 20px;margin:4px 8px 4px 0;border-radius:8px;background:#1f4fd8;color:#ffffff;text-decoration:none;font-weight:600";

function html(mail: Mail): string {
  const rows = mail.paragraphs.map((text) =>
    /^https?:\/\/\S+$/.test(text)
      ? `<p><a href="${escaped(text)}">${escaped(text)}</a></p>`
      : `<p>${escaped(text)}</p>`,
  );
  const buttons = (mail.actions ?? []).map(
    (one) => `<a style="${BUTTON}" href="${escaped(one.url)}">${escaped(one.label)}</a>`,
  );
  if (buttons.length > 0) rows.push(`<p>${buttons.join("")}</p>`);
  return `<!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5">${rows.join("")}</body></html>`;
}

const plain = (mail: Mail) =>
  [...mail.paragraphs, ...(mail.actions ?? []).map((one) => `${one.label}: ${one.url}`)].join("\n\n");

/**
 * Hands one mail to the SMTP server.
 * @returns what the server answered
 * @throws when it refuses (`responseCode`), or does not answer in time
 */
export async function handOverMail(mail: Mail): Promise<string> {
  const host = new URL(publicUrl()).hostname;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The mail server did not answer within ${MAIL_TIMEOUT_MS / 1000} s.`)),
      MAIL_TIMEOUT_MS,
    );
  });
  const sending = transport().sendMail({
    from: env().MAIL_FROM ?? `Evenkeel <evenkeel@${host}>`,
    to: mail.to,
    subject: mail.subject,
    text: plain(mail),
    html: html(mail),
    headers: {
      "Auto-Submitted": "auto-generated",
      ...(mail.leaveUrl ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
    },
    ...(mail.urgent ? { priority: "high" as const } : {}),
    ...(mail.leaveUrl ? { list: { unsubscribe: { url: mail.leaveUrl } } } : {}),
    ...(mail.id ? { messageId: `<${mail.id}@${host}>` } : {}),
  });
  try {
    const sent = await Promise.race([sending, late]);
    return String(sent.response ?? "");
  } finally {
    clearTimeout(timer);
    // Whatever comes after the time is up is nobody's error any more.
    sending.catch(() => undefined);
  }
}

/**
 * Sends one mail about a person's account and records the attempt.
 * @returns false when no SMTP_URL is configured
 * @throws when the server refuses: the job tries again
 */
export async function sendMail(mail: Mail, facts: { userId: string; attempt?: number }): Promise<boolean> {
  if (!mailConfigured()) {
    log().info({ userId: facts.userId }, "mail is not configured; nothing was sent");
    return false;
  }
  const record = (outcome: string, answer: string) =>
    db().delivery.create({
      data: {
        userId: facts.userId,
        channel: "mail",
        outcome,
        answer: answer.slice(0, 300),
        attempt: facts.attempt ?? 1,
      },
      select: { id: true },
    });
  try {
    await record("sent", await handOverMail(mail));
    return true;
  } catch (error) {
    await record("failed", error instanceof Error ? error.message : "failed");
    throw error;
  }
}

import { createTransport, type Transporter } from "nodemailer";
import { db } from "./db.ts";
import { env, publicUrl } from "./env.ts";
import { log } from "./log.ts";
import { once } from "./shared.ts";

export interface Mail {
  to: string;
  subject: string;
  /** Plain paragraphs; a paragraph that is only an address becomes a link. */
  paragraphs: string[];
}

/** Whether mail can be sent at all. */
export const mailConfigured = () => env().SMTP_URL !== undefined;

function transport(): Transporter {
  return once("mail", () =>
    createTransport({
      url: env().SMTP_URL ?? "",
      pool: true,
      maxConnections: 2,
      connectionTimeout: 8000,
      greetingTimeout: 8000,
      socketTimeout: 15_000,
    }),
  );
}

const escaped = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );

function html(paragraphs: string[]): string {
  const rows = paragraphs.map((text) =>
    /^https?:\/\/\S+$/.test(text)
      ? `<p><a href="${escaped(text)}">${escaped(text)}</a></p>`
      : `<p>${escaped(text)}</p>`,
  );
  return `<!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5">${rows.join("")}</body></html>`;
}

/**
 * Sends one mail and records the attempt.
 * @returns false when no SMTP_URL is configured
 * @throws when the server refuses: the job tries again
 */
export async function sendMail(mail: Mail, facts: { userId: string; attempt?: number }): Promise<boolean> {
  if (!mailConfigured()) {
    log().info({ userId: facts.userId }, "mail is not configured; nothing was sent");
    return false;
  }
  const from = env().MAIL_FROM ?? `Evenkeel <evenkeel@${new URL(publicUrl()).hostname}>`;
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
    const sent = await transport().sendMail({
      from,
      to: mail.to,
      subject: mail.subject,
      text: mail.paragraphs.join("\n\n"),
      html: html(mail.paragraphs),
    });
    await record("sent", String(sent.response ?? ""));
    return true;
  } catch (error) {
    await record("failed", error instanceof Error ? error.message : "failed");
    throw error;
  }
}

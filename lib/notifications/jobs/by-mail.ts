import { scrub } from "#lib/platform/log.ts";
import { handOverMail } from "#lib/platform/mail.ts";
import type { Outgoing } from "../model/text.ts";
import type { Outcome } from "./outcome.ts";

/** Mail to one person, or to a team's list. */
export async function byMail(to: { to: string[]; id: string }, out: Outgoing): Promise<Outcome> {
  const started = performance.now();
  const done = (ok: boolean, answer: string, final = false): Outcome => ({
    ok,
    answer: scrub(answer).slice(0, 300),
    final,
    gone: false,
    tookMs: Math.round(performance.now() - started),
  });
  const actions = [
    ...(out.acknowledgeUrl ? [{ label: "Acknowledge", url: out.acknowledgeUrl }] : []),
    { label: "Open in Evenkeel", url: out.url },
  ];
  const more = out.more.map((title) => `Also: ${title}`);
  try {
    const answer = await handOverMail({
      to: to.to,
      subject: out.title,
      paragraphs: [out.title, ...(out.body ? [out.body] : []), ...more],
      actions,
      urgent: out.urgency === "critical",
      id: to.id,
    });
    return done(true, answer);
  } catch (error) {
    const code = (error as { responseCode?: unknown }).responseCode;
    const message = error instanceof Error ? error.message : "The mail could not be sent.";
    return done(false, message, typeof code === "number" && code >= 500);
  }
}

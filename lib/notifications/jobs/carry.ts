import type { Outgoing } from "../model/text.ts";
import { byNtfy, byPhone, bySlack, byWebhook, type PhoneReceiver } from "./by-http.ts";
import { byMail } from "./by-mail.ts";
import { byPush, type PushReceiver } from "./by-push.ts";
import type { Outcome } from "./outcome.ts";

/** An address with whatever its channel needs. */
export type Receiver =
  | { kind: "mail"; to: string[]; id: string }
  | ({ kind: "push" } & PushReceiver)
  | { kind: "ntfy"; topic: string; token: string }
  | ({ kind: "phone" } & PhoneReceiver)
  | { kind: "slack"; url: string }
  | { kind: "webhook"; url: string; secret: string; id: string; at: Date };

const unusable = (answer: string): Outcome => ({ ok: false, answer, final: true, gone: false, tookMs: 0 });

/** Brings one message to one receiver: one try, which ends within 22 s. What cannot even be tried is a final failure. */
export async function carry(to: Receiver, out: Outgoing & { receipt?: string }): Promise<Outcome> {
  try {
    switch (to.kind) {
      case "mail":
        return await byMail(to, out);
      case "push":
        return await byPush(to, out);
      case "ntfy":
        return await byNtfy(to, out);
      case "phone":
        return await byPhone(to, out);
      case "slack":
        return await bySlack(to, out);
      case "webhook":
        return await byWebhook(to, out);
    }
  } catch (error) {
    // A key of the wrong length, a template that makes no address: nothing was sent, and a second try changes nothing.
    return unusable(
      `It could not be sent: ${error instanceof Error ? error.message.slice(0, 120) : "unknown"}.`,
    );
  }
}

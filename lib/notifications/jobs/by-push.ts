import webpush from "web-push";
import { publicUrl } from "#lib/platform/env.ts";
import type { Outgoing } from "../model/text.ts";
import { type Outcome, tryHttp } from "./outcome.ts";

export interface PushReceiver {
  endpoint: string;
  p256dh: string;
  auth: string;
  /** The installation's own keys. */
  keys: { publicKey: string; privateKey: string };
}

/** Web push (RFC 8030, 8291, 8292): encrypted for the browser, signed by the installation. */
export async function byPush(to: PushReceiver, out: Outgoing & { receipt?: string }): Promise<Outcome> {
  const urgent = out.urgency === "critical";
  const payload = JSON.stringify({
    id: out.id,
    title: out.title,
    body: out.body.slice(0, 400),
    url: out.url,
    acknowledgeUrl: out.acknowledgeUrl,
    urgent,
    ...(out.receipt ? { receipt: out.receipt } : {}),
  });
  const details = webpush.generateRequestDetails(
    { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
    payload,
    {
      vapidDetails: { subject: `mailto:evenkeel@${new URL(publicUrl()).hostname}`, ...to.keys },
      // A page is of no use to a device that wakes up tomorrow; in seconds.
      TTL: urgent ? 3600 : 43_200,
      urgency: urgent ? "high" : "normal",
    },
  );
  const headers = Object.fromEntries(
    Object.entries(details.headers).map(([name, value]) => [name, String(value)]),
  );
  return tryHttp({ url: details.endpoint, headers, body: details.body }, [404, 410]);
}

import { Webhook } from "standardwebhooks";
import { fillTemplate, type Outgoing, shortText, writerFor } from "../model/text.ts";
import { jsonBody, type Outcome, tryHttp } from "./outcome.ts";

const PRIORITY = { critical: 5, high: 4, normal: 3 } as const;

/** ntfy's own JSON form: any server that speaks it. A page has the highest priority, which rings until looked at. */
export function byNtfy(to: { topic: string; token: string }, out: Outgoing): Promise<Outcome> {
  const address = new URL(to.topic);
  const steps = address.pathname.replace(/\/+$/, "").split("/");
  const topic = decodeURIComponent(steps.pop() ?? "");
  const view = (label: string, url: string) => ({ action: "view", label, url, clear: true });
  const { headers, body } = jsonBody({
    topic,
    title: out.title,
    message: [out.body, ...out.more].filter(Boolean).join("\n") || out.title,
    priority: PRIORITY[out.urgency],
    ...(out.urgency === "critical" ? { tags: ["rotating_light"] } : {}),
    click: out.url,
    actions: [
      ...(out.acknowledgeUrl ? [view("Acknowledge", out.acknowledgeUrl)] : []),
      view("Open", out.url),
    ],
  });
  const authorization = to.token ? { authorization: `Bearer ${to.token}` } : {};
  return tryHttp({
    url: `${address.origin}${steps.join("/")}/`,
    headers: { ...headers, ...authorization },
    body,
  });
}

/** Header lines as a person writes them, one a line. */
export function readHeaderLines(lines: string): Record<string, string> {
  const pairs = lines.split("\n").flatMap((line) => {
    const [, name, value] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    return name ? [[name.toLowerCase(), value ?? ""] as const] : [];
  });
  return Object.fromEntries(pairs);
}

export interface PhoneReceiver {
  phone: string;
  url: string;
  method: string;
  headers: string;
  body: string;
}

/** The templated request of a gateway: any provider of messages or calls. */
export function byPhone(to: PhoneReceiver, out: Outgoing): Promise<Outcome> {
  const values = {
    phone: to.phone,
    text: shortText(out),
    severity: out.severity ?? "",
    number: /\b[A-Z]+-\d+\b/.exec(out.title)?.[0] ?? "",
  };
  const headers = readHeaderLines(to.headers);
  const body = fillTemplate(to.body, values, writerFor(headers["content-type"] ?? ""));
  const url = fillTemplate(to.url, values, encodeURIComponent);
  return tryHttp({ url, method: to.method, headers, ...(to.method === "GET" ? {} : { body }) });
}

const slackText = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** An incoming webhook as Slack, Mattermost and Rocket.Chat take it. */
export function bySlack(to: { url: string }, out: Outgoing): Promise<Outcome> {
  const lines = [
    `*${slackText(out.title)}*`,
    ...[out.body, ...out.more].filter(Boolean).map(slackText),
    `<${out.url}|Open in Evenkeel>`,
  ];
  return tryHttp({ url: to.url, ...jsonBody({ text: lines.join("\n") }) });
}

/** A signed webhook after the Standard Webhooks specification; every try of a message carries the same id. */
export function byWebhook(
  to: { url: string; secret: string; id: string; at: Date },
  out: Outgoing,
): Promise<Outcome> {
  const { acknowledgeUrl: _, ...data } = out;
  const body = JSON.stringify({ type: `${out.subject.kind}.notification`, timestamp: out.at, data });
  const headers = {
    "content-type": "application/json",
    "webhook-id": to.id,
    "webhook-timestamp": String(Math.floor(to.at.getTime() / 1000)),
    "webhook-signature": new Webhook(to.secret).sign(to.id, to.at, body),
  };
  return tryHttp({ url: to.url, headers, body });
}

import type { Urgency } from "../model.ts";

/** A message as a channel is given it: nothing in here that may not leave the portal. */
export interface Outgoing {
  id: string;
  title: string;
  body: string;
  /** The whole address to open. */
  url: string;
  /** Where to acknowledge without signing in, for a page. */
  acknowledgeUrl: string | null;
  urgency: Urgency;
  severity: string | null;
  subject: { kind: string; id: string };
  /** What else went with it, when a storm was bundled. */
  more: string[];
  at: string;
}

/** A message as it is kept. */
export interface Kept {
  id: string;
  title: string;
  body: string;
  url: string;
  urgency: Urgency;
  severity: string | null;
  isPrivate: boolean;
  late: boolean;
  subject: { kind: string; id: string };
  at: Date;
}

/** "14:05 UTC" */
const shortTime = (at: Date) => `${at.toISOString().slice(11, 16)} UTC`;

/**
 * What leaves the portal of one or more messages that go together: a private one without its text, a late one marked,
 * a storm as one page that counts and names the rest.
 */
export function compose(
  kept: readonly [Kept, ...Kept[]],
  facts: { origin: string; late: boolean; acknowledgeUrl: string | null },
): Outgoing {
  const [first, ...others] = kept;
  const late = facts.late || first.late;
  const title = [
    late ? `Late (${shortTime(first.at)}): ` : "",
    first.title,
    others.length > 0 ? ` and ${others.length} more` : "",
  ].join("");
  return {
    id: first.id,
    title,
    body: first.isPrivate ? "" : first.body,
    url: `${facts.origin}${others.length > 0 ? "/notifications" : first.url}`,
    acknowledgeUrl: others.length > 0 ? null : facts.acknowledgeUrl,
    urgency: first.urgency,
    severity: first.severity,
    subject: first.subject,
    more: others.map((one) => one.title),
    at: first.at.toISOString(),
  };
}

/** A text for a phone: one line, at most 300 characters. */
export function shortText(out: Outgoing): string {
  const text = [out.title, out.acknowledgeUrl ?? out.url].join(" ");
  return text.replace(/\s+/g, " ").slice(0, 300);
}

/** Fills `{{phone}}`, `{{text}}` and the like; a value is written as the kind of body it stands in wants it. */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, string>>,
  write: (value: string) => string,
): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : write(value);
  });
}

/** How a value is written into a JSON body, a form or an address, and into anything else. */
export function writerFor(contentType: string): (value: string) => string {
  if (/json/i.test(contentType)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/x-www-form-urlencoded/i.test(contentType)) return encodeURIComponent;
  if (/xml/i.test(contentType))
    return (value) => value.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return (value) => value;
}

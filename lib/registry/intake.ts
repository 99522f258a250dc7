import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Headers Next or the API would believe: nobody outside may say them. */
const forbidden =
  /^(content-security-policy.*|x-nonce|x-middleware-.*|x-nextjs-.*|next-action|x-evenkeel-.*)$/;
const forwarded = /^(x-forwarded-.*|forwarded|x-real-ip)$/;

/** Removes headers, in both forms a request carries them. */
function removeHeaders(request: IncomingMessage, doomed: (name: string) => boolean): void {
  const raw = request.rawHeaders;
  const kept: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? "";
    if (doomed(name.toLowerCase())) delete request.headers[name.toLowerCase()];
    else kept.push(name, raw[at + 1] ?? "");
  }
  request.rawHeaders = kept;
}

/** Says a header in the sender's place, in both forms a request carries it. */
export function overwriteHeader(request: IncomingMessage, name: string, value: string): void {
  removeHeaders(request, (found) => found === name);
  request.headers[name] = value;
  request.rawHeaders.push(name, value);
}

/** Drops what no client may say; forwarded addresses too, once a proxy's word has been read or refused. */
export function cleanHeaders(request: IncomingMessage): void {
  removeHeaders(request, (name) => forbidden.test(name) || forwarded.test(name));
}

/** The request's id: the sender's own when it is a plain word, else a fresh one. */
export function requestId(request: IncomingMessage): string {
  const said = request.headers["x-request-id"];
  return typeof said === "string" && /^[\w.:-]{8,64}$/.test(said) ? said : randomUUID();
}

/**
 * Why a request cannot be taken, or null. Only the plain form of a path passes: what follows routes by the text of
 * it, so no second spelling of one may exist.
 */
export function refusal(request: IncomingMessage): { status: number; detail: string } | null {
  const target = request.url ?? "";
  if (!target.startsWith("/") || target.startsWith("//") || /[\\\s]/.test(target)) {
    return { status: 400, detail: "The request's target is not a plain path." };
  }
  try {
    decodeURI(target.split("?", 1)[0] ?? "");
  } catch {
    return { status: 400, detail: "The request's path is not valid UTF-8." };
  }
  if (!/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(request.method ?? "")) {
    return { status: 405, detail: "This method is not used here." };
  }
  return null;
}

import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** One call that a receiver took. */
export interface Call {
  path: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  at: number;
}

/** How a path of the receiver behaves: the first part of its path names it. */
const MANNERS: Record<string, (response: ServerResponse) => void> = {
  ok: (response) => void response.end("thank you"),
  created: (response) => void response.writeHead(201).end(),
  gone: (response) => void response.writeHead(410).end("no such subscription"),
  refused: (response) => void response.writeHead(403).end("not with this key"),
  broken: (response) => void response.writeHead(500).end("out of order"),
  elsewhere: (response) => void response.writeHead(302, { location: "/ok/other" }).end(),
  hang: () => undefined,
  /** The status line comes at once, the rest a byte at a time for ever. */
  drip: (response) => {
    response.writeHead(200).write("s");
    const timer = setInterval(() => response.write("s"), 100);
    response.on("close", () => clearInterval(timer));
  },
  /** Says how much will come and closes in the middle of it. */
  half: (response) => {
    response.writeHead(200, { "content-length": 100 }).write("half of");
    setTimeout(() => response.destroy(), 20);
  },
  /** Closes before a word is said. */
  slam: (response) => void response.socket?.destroy(),
};

export interface Receiver {
  /** `http://127.0.0.1:port` */
  url: string;
  host: string;
  calls: Call[];
  /** The calls whose path begins so. */
  at(path: string): Call[];
  /** Changes how a first part of a path behaves from now on. */
  behave(name: string, manner: keyof typeof MANNERS): void;
  /** Closes every open connection: whoever still waits for an answer gets none. */
  hangUp(): void;
  stop(): Promise<void>;
}

/** A real HTTP server that takes anything and answers as the first part of the path says. */
export async function startReceiver(host = "127.0.0.1"): Promise<Receiver> {
  const calls: Call[] = [];
  const changed = new Map<string, string>();
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "/";
      const { method = "", headers } = request;
      calls.push({ path, method, headers, body: Buffer.concat(parts), at: Date.now() });
      const name = path.split(/[/?]/)[1] ?? "ok";
      (MANNERS[changed.get(name) ?? name] ?? MANNERS.ok)?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${shown}:${port}`,
    host: `${shown}:${port}`,
    calls,
    at: (path) => calls.filter((call) => call.path.startsWith(path)),
    behave: (name, manner) => void changed.set(name, String(manner)),
    hangUp: () => server.closeAllConnections(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface MailServer {
  /** For SMTP_URL. */
  url: string;
  mails: Array<Email & { recipients: string[] }>;
  to(address: string): Array<Email & { recipients: string[] }>;
  /** From now on mail to this address is refused for good, or only for the moment; `accept` takes it again. */
  refuse(address: string, how: "for good" | "for now" | "accept"): void;
  stop(): Promise<void>;
}

/** A real SMTP server that keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer["mails"] = [];
  const refused = new Map<string, string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo(address, _session, done) {
      const how = refused.get(address.address);
      if (!how || how === "accept") return done();
      const error = Object.assign(new Error("mailbox unavailable"), {
        responseCode: how === "for good" ? 550 : 450,
      });
      done(error);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const recipients = session.envelope.rcptTo.map((one) => one.address);
        PostalMime.parse(Buffer.concat(parts)).then((mail) => {
          mails.push({ ...mail, recipients });
          done(null, "kept");
        }, done);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    to: (address) => mails.filter((mail) => mail.recipients.includes(address)),
    refuse: (address, how) => void refused.set(address, how),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Polls until it holds. @throws Error with the sentence when it does not within so many seconds */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  seconds = 20,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`It did not happen within ${seconds} s: ${what}.`);
    await pause(40);
  }
}

import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { closeDatabase } from "#lib/platform/db.ts";
import { env, publicUrl } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { shared } from "#lib/platform/shared.ts";
import { tidyWhenQuiet } from "#lib/platform/tidy.ts";
import { api } from "#lib/registry/api.ts";
import { drain, Streams } from "#lib/registry/drain.ts";
import { makeFront } from "#lib/registry/front.ts";
import { readProxies } from "#lib/registry/proxies.ts";

/** Every wait has an end, in milliseconds. Idle connections outlive the minute most proxies keep theirs. */
const limits = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 72_000 };

function sayAndEnd(error: unknown): never {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE") console.error(`Port ${process.env.PORT} is taken; PORT names another.`);
  else console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function serve(): Promise<void> {
  const settings = env();
  const proxies = readProxies(settings.EVENKEEL_TRUSTED_PROXIES);
  // Sign-in needs an address even where none is configured. Set after the settings were read: the API then still
  // takes another name of this machine for its own.
  process.env.NEXTAUTH_URL ||= publicUrl();
  const streams = new Streams();
  const server = createServer({ ...limits, maxHeaderSize: 32_768 });
  // Next would answer Upgrade on the server it serves; given another one it never hears of any.
  const pages = next({ dev: false, dir: process.cwd(), httpServer: createServer() });
  await pages.prepare();
  // Next puts its own name over the process's; whoever looks for this server looks for this.
  process.title = "evenkeel web";
  server.on(
    "request",
    makeFront({
      api: getRequestListener(api.fetch, { overrideGlobalObjects: false }),
      pages: pages.getRequestHandler(),
      proxies,
      streams,
      https: publicUrl().startsWith("https:"),
      reportTo: settings.SENTRY_DSN ? new URL(settings.SENTRY_DSN).origin : null,
    }),
  );
  server.on("upgrade", (_request, socket) => {
    socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  server.on("error", sayAndEnd);
  server.listen({ port: settings.PORT, host: process.env.EVENKEEL_HOST || undefined }, () => {
    log().info({ port: settings.PORT }, "web is listening");
    tidyWhenQuiet();
    process.send?.("ready");
  });
  const stop = async () => {
    process.off("SIGTERM", once).off("SIGINT", once);
    process.on("SIGTERM", () => {}).on("SIGINT", () => {});
    await drain(server, streams);
    await pages.close();
    await shared().hub?.stop();
    await closeDatabase();
    process.exit(0);
  };
  const once = () => void stop().catch(sayAndEnd);
  process.on("SIGTERM", once).on("SIGINT", once);
}

await serve().catch(sayAndEnd);

import { createServer } from "node:net";

/** Tries to listen on a port and lets go again. Resolves to the port (a free one for 0), or null when it is taken. */
export function tryPort(port: number, host?: string): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(null));
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === "object" ? address.port : null));
    });
  });
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const port = await tryPort(0, "127.0.0.1");
  if (port === null) throw new Error("This machine has no free port.");
  return port;
}

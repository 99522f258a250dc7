import { connect, createServer, type Socket } from "node:net";
import { freePort } from "#scripts/launcher/ports.ts";

/** A way to the database that a test can cut, as networks and databases do. */
export interface Cable {
  /** The database's address through the cable. */
  url: string;
  /** Ends every connection and refuses new ones: the database is stopped. */
  cut: () => void;
  /** Keeps every connection and lets nothing through: the network is gone. */
  freeze: () => void;
  /** Lets everything through again; frozen connections are ended, as a router would. */
  mend: () => void;
  close: () => Promise<void>;
}

/** Lays a cable to a database. */
export async function layCable(databaseUrl: string): Promise<Cable> {
  const target = new URL(databaseUrl);
  const port = await freePort();
  const open = new Set<Socket>();
  let state: "whole" | "cut" | "frozen" = "whole";
  const end = () => {
    for (const socket of open) socket.destroy();
    open.clear();
  };
  const server = createServer((near) => {
    if (state === "cut") {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on("data", (chunk) => {
        if (state === "whole") to.write(chunk);
      });
      from.on("error", () => undefined);
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const through = new URL(databaseUrl);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  return {
    url: through.href,
    cut: () => {
      state = "cut";
      end();
    },
    freeze: () => {
      state = "frozen";
    },
    mend: () => {
      if (state === "frozen") end();
      state = "whole";
    },
    close: () => {
      end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { shared } from "#lib/platform/shared.ts";
import { drain, Streams } from "#lib/registry/drain.ts";

afterEach(() => {
  shared().draining = false;
});

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}` };
}

test("readiness says no at once, streams say goodbye, requests in flight are answered, idle connections are closed", async () => {
  const streams = new Streams();
  let answer: (() => void) | undefined;
  const { server, url } = await serve((request, response) => {
    if (request.url === "/stream") {
      streams.add(response);
      response.writeHead(200, { "Content-Type": "text/event-stream" }).write("data: hello\n\n");
    } else if (request.url === "/slow") {
      answer = () => response.end("answered");
    } else response.end("ok");
  });
  await (await fetch(`${url}/idle`)).text();
  const stream = await fetch(`${url}/stream`);
  const slow = fetch(`${url}/slow`).then((response) => response.text());
  await expect.poll(() => answer).toBeDefined();

  const drained = drain(server, streams);
  expect(shared().draining).toBe(true);
  expect(await stream.text()).toMatch(/^data: hello\n\nretry: \d+\nevent: bye\ndata: \{\}\n\n$/);
  await expect
    .poll(() =>
      fetch(`${url}/new`).then(
        () => "taken",
        () => "refused",
      ),
    )
    .toBe("refused");
  answer?.();
  expect(await slow).toBe("answered");
  await drained;
  expect(server.listening).toBe(false);
});

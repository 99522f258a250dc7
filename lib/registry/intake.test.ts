import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { cleanHeaders, overwriteHeader, refusal, requestId } from "#lib/registry/intake.ts";

function request(headers: Record<string, string>, url = "/", method = "GET"): IncomingMessage {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const made = {
    url,
    method,
    headers: Object.fromEntries(lower),
    rawHeaders: Object.entries(headers).flat(),
  };
  return made as unknown as IncomingMessage;
}

describe("headers nobody outside may say", () => {
  test.each([
    "Content-Security-Policy",
    "content-security-policy-report-only",
    "X-Nonce",
    "x-middleware-subrequest",
    "X-Nextjs-Data",
    "Next-Action",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "Forwarded",
    "X-Real-IP",
    "X-Evenkeel-Client",
  ])("%s is dropped in both forms", (name) => {
    const found = request({ [name]: "said", Accept: "text/html" });
    cleanHeaders(found);
    expect(found.headers).toEqual({ accept: "text/html" });
    expect(found.rawHeaders).toEqual(["Accept", "text/html"]);
  });

  test("what the front says replaces every spelling of it", () => {
    const found = request({ "X-NONCE": "theirs", "x-nonce": "theirs" });
    overwriteHeader(found, "x-nonce", "ours");
    expect(found.headers["x-nonce"]).toBe("ours");
    expect(found.rawHeaders).toEqual(["x-nonce", "ours"]);
  });
});

describe("request ids", () => {
  test("a plain word is kept", () => {
    expect(requestId(request({ "x-request-id": "trace-0123456789" }))).toBe("trace-0123456789");
  });

  test.each(["", "short", "a".repeat(65), "two words here", "line\nbreak-line", "<script>alert</script>"])(
    "%o is replaced",
    (said) => {
      expect(requestId(request({ "x-request-id": said }))).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe("targets", () => {
  test.each(["/", "/incidents?q=%20a", "/a/b", "/%C3%A9"])("%s is taken", (url) => {
    expect(refusal(request({}, url))).toBeNull();
  });

  test.each(["http://evil.example/", "//evil.example/", "*", "", "/a\\b", "/%E0%A4%A", "/%"])(
    "%o is refused",
    (url) => {
      expect(refusal(request({}, url))?.status).toBe(400);
    },
  );

  test.each(["TRACE", "CONNECT", "PROPFIND"])("%s is refused", (method) => {
    expect(refusal(request({}, "/", method))?.status).toBe(405);
  });
});

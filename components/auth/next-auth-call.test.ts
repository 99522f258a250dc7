import { expect, test } from "vitest";
import { pageUrl, readQuery } from "./list-query.ts";
import { safePath } from "./next-auth-call.ts";

test.each([
  ["/incidents/7?a=b#c", "/incidents/7?a=b#c"],
  ["/today", "/today"],
  [undefined, "/today"],
  ["", "/today"],
  ["https://evil.example/x", "/today"],
  ["//evil.example/x", "/today"],
  ["/\\evil.example", "/today"],
  ["/\tevil", "/today"],
  ["javascript:alert(1)", "/today"],
  ["/sign-in?callbackUrl=/sign-in", "/today"],
  ["/sign-out", "/today"],
])("after signing in one goes to %s as %s", (given, path) => {
  expect(safePath(given)).toBe(path);
});

test("a page's query is read as single texts, and written without empty ones", async () => {
  const query = await readQuery(Promise.resolve({ q: "a b", team: ["x", "y"], role: "", none: undefined }));
  expect(query).toEqual({ q: "a b", team: "x" });
  expect(pageUrl("/settings/people", query, { cursor: "c=" })).toBe(
    "/settings/people?q=a+b&team=x&cursor=c%3D",
  );
  expect(pageUrl("/settings/people", query, { q: "", team: "" })).toBe("/settings/people");
});

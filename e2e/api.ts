import { type APIRequestContext, expect, type PlaywrightWorkerArgs } from "@playwright/test";

/** A person's own way to the API: signed in, with the headers a browser sends. */
export interface Caller {
  call: <T>(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown) => Promise<T>;
  /** Cookies to open a browser as this person. */
  state: () => ReturnType<APIRequestContext["storageState"]>;
  request: APIRequestContext;
  end: () => Promise<void>;
}

/** Signs in through next-auth and answers with the caller. @throws when the portal refuses */
export async function signInByApi(
  playwright: PlaywrightWorkerArgs["playwright"],
  url: string,
  who: { email: string; password: string },
): Promise<Caller> {
  const request = await playwright.request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: who.email, password: who.password, json: "true" };
  const answer = await request.post("/api/auth/callback/credentials", { form });
  expect(answer.ok(), `${who.email} signs in`).toBe(true);
  return {
    request,
    call: (method, path, body) => callBy(request, method, path, body),
    state: () => request.storageState(),
    end: () => request.dispose(),
  };
}

/** Calls the API and answers with its JSON. @throws with the problem's words when it refuses */
export async function callBy<T>(
  request: APIRequestContext,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await request.fetch(`/api/v1${path}`, {
    method,
    ...(method === "GET" ? {} : { data: body ?? {} }),
    headers: { "idempotency-key": crypto.randomUUID() },
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json() as Promise<T>;
}

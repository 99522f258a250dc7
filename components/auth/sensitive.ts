"use client";

import { ApiProblem, type CallOptions, callApi } from "#components/shell/api.ts";

type Ask = () => Promise<boolean>;
let ask: Ask | null = null;

/** The page's password dialog says here that it is there; the answer takes it away again. */
export function offerDialog(dialog: Ask): () => void {
  ask = dialog;
  return () => {
    if (ask === dialog) ask = null;
  };
}

/**
 * Calls the API for a change that is sensitive: where the server wants the password again, a dialog asks for it and
 * the call is made once more.
 * @throws ApiProblem, also when the person gives no password (code `cancelled`)
 */
export async function callSensitive<T>(
  method: string,
  path: string,
  body?: unknown,
  options?: CallOptions,
): Promise<T> {
  try {
    return await callApi<T>(method, path, body, options);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "password_needed" || !ask) throw error;
    if (!(await ask()))
      throw new ApiProblem(0, {
        code: "cancelled",
        detail: "Nothing was changed: the password was not given.",
      });
    return callApi<T>(method, path, body, options);
  }
}

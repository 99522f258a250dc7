/** What the API said when it refused: shown at the fields, or as one sentence. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: Array<{ path: string; message: string }>;
  readonly current: unknown;
  readonly requestId: string;

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? "The server did not answer as expected.");
    this.name = "ApiProblem";
    this.status = status;
    this.code = body.code ?? "internal";
    this.errors = body.errors ?? [];
    this.current = body.current;
    this.requestId = body.requestId ?? "";
  }

  /** What happened, in one sentence: the message. */
  get detail(): string {
    return this.message;
  }

  /** The sentence for one field, if it is the field's fault. */
  at(path: string): string | undefined {
    return this.errors.find((error) => error.path === path)?.message;
  }
}

interface ProblemBody {
  detail: string;
  code: string;
  requestId: string;
  current: unknown;
  errors: Array<{ path: string; message: string }>;
}

export interface CallOptions {
  /** Made when the person acted and kept through retries, so that a repeated write counts once. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Whether asking the same again can help: the network or the server is in the way, not what was asked. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.status === 0 || error.status === 429 || error.status >= 500;

/** A key for one intended write. */
export function newKey(): string {
  // crypto.randomUUID is missing on plain http outside localhost; random bytes are not.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Calls the portal's own API.
 * @param path relative to /api/v1, for example `/incidents`
 * @throws ApiProblem when the server refused; `status` 0 and code `offline` when it could not be reached
 */
export async function callApi<T>(
  method: string,
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET") {
    headers["content-type"] = "application/json";
    headers["idempotency-key"] = options.idempotencyKey ?? newKey();
  }
  const init: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  else if (method !== "GET") init.body = "{}";
  if (options.signal) init.signal = options.signal;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem(0, {
      code: "offline",
      detail: "The server cannot be reached. Nothing was sent; what you typed is kept.",
    });
  }
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiProblem(response.status, answer as Partial<ProblemBody>);
  return answer as T;
}

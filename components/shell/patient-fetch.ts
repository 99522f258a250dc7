/** What a server, or a proxy before it, answers while it or its database is away. */
const AWAY = new Set([502, 503, 504]);
const PAUSE_MS = 1000;

const pause = (signal: AbortSignal | null | undefined) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, PAUSE_MS);
    signal?.addEventListener("abort", done, { once: true });
    window.addEventListener("online", done, { once: true });
  });

/** Whether the router asks for a page's content because a person or a change wants it now (not ahead of time). */
function isPageContent(input: RequestInfo | URL, init: RequestInit | undefined): boolean {
  if ((init?.method ?? "GET") !== "GET" || input instanceof Request) return false;
  const headers = new Headers(init?.headers);
  return headers.has("rsc") && !headers.has("next-router-prefetch");
}

/** Whether it is the page that stands there, asked for anew. */
function isRefresh(input: RequestInfo | URL): boolean {
  const { pathname, search } = new URL(String(input), window.location.href);
  const wanted = new URLSearchParams(search);
  wanted.delete("_rsc");
  const shown = new URLSearchParams(window.location.search);
  return pathname === window.location.pathname && wanted.toString() === shown.toString();
}

/**
 * The answer, read to its end. Half of one, cut off by a server that dies, would break the drawing of the page that
 * stands there, with everything typed in it. @throws TypeError when it is cut off
 */
async function whole(answer: Response): Promise<Response> {
  const { status, statusText, headers } = answer;
  const body = status === 204 || status === 304 ? null : await answer.arrayBuffer();
  const copy = new Response(body, { status, statusText, headers });
  // The router reads where the answer came from.
  for (const name of ["url", "redirected"] as const)
    Object.defineProperty(copy, name, { value: answer[name] });
  return copy;
}

/**
 * Lets the router wait for a server that is away. Left alone it would turn a failed refresh into a full navigation: the
 * browser's own error page replaces the screen, and with it whatever was typed but not yet sent. Now the screen stays,
 * the live light says since when nothing was heard, and the content comes once the server answers.
 */
export function makeFetchPatient(): void {
  const ask = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    if (!isPageContent(input, init)) return ask(input, init);
    for (;;) {
      try {
        const answer = await ask(input, init);
        if (!AWAY.has(answer.status)) return isRefresh(input) ? await whole(answer) : answer;
        await answer.body?.cancel();
      } catch (error) {
        if (init?.signal?.aborted || !(error instanceof TypeError)) throw error;
      }
      await pause(init?.signal);
      init?.signal?.throwIfAborted();
    }
  };
}

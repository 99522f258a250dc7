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

/** A row of the router's format that says a part of the page failed; what leads elsewhere (`NEXT_…`) is none. */
const FAILED_ROW = /^[\da-f]+:E\{"digest":"(?!NEXT_)/m;

/** Whether a part of the page failed while it was written, as far as its content says. */
const hasFailed = (body: ArrayBuffer | null): boolean =>
  body !== null && FAILED_ROW.test(new TextDecoder().decode(body));

async function isAway(ask: typeof fetch): Promise<boolean> {
  const health = await ask(new URL("/api/health", window.location.href)).catch(() => null);
  await health?.body?.cancel();
  return health === null || AWAY.has(health.status);
}

/**
 * The answer, read to its end. Half of one, cut off by a server that dies, or one that says in its middle that the
 * database went away, would break the drawing of the page that stands there, with everything typed in it.
 * @throws TypeError when it is cut off
 */
async function whole(answer: Response): Promise<{ content: Response; failed: boolean }> {
  const { status, statusText, headers } = answer;
  const body = status === 204 || status === 304 ? null : await answer.arrayBuffer();
  const copy = new Response(body, { status, statusText, headers });
  // The router reads where the answer came from.
  for (const name of ["url", "redirected"] as const)
    Object.defineProperty(copy, name, { value: answer[name] });
  return { content: copy, failed: hasFailed(body) };
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
    // A page's own fault is shown, once it is sure that nothing was away while it was written: it was asked for after the
    // portal had been found well, and it was well still.
    for (let wasWell = false; ; ) {
      try {
        const answer = await ask(input, init);
        if (AWAY.has(answer.status)) await answer.body?.cancel();
        else if (!isRefresh(input)) return answer;
        else {
          const { content, failed } = await whole(answer);
          const well = failed && !(await isAway(ask));
          if (!failed || (wasWell && well)) return content;
          wasWell = well;
        }
      } catch (error) {
        if (init?.signal?.aborted || !(error instanceof TypeError)) throw error;
      }
      await pause(init?.signal);
      init?.signal?.throwIfAborted();
    }
  };
}

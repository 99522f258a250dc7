// Pages while the server is away: the offline page in their place, never a stored page. Part of the service worker.
const AWAY_FILES = ["/offline.html", "/offline.css", "/offline.js"];
const AWAY_CACHE = "evenkeel-away-1";
const AWAY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

async function keepAwayFiles() {
  const cache = await caches.open(AWAY_CACHE);
  await cache.addAll(AWAY_FILES.map((path) => new Request(path, { cache: "reload" })));
  for (const name of await caches.keys())
    if (name.startsWith("evenkeel-away-") && name !== AWAY_CACHE) await caches.delete(name);
}

async function awayPage(request) {
  const kept = await caches.match("/offline.html");
  if (!kept) return null;
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": AWAY_POLICY };
  return new Response(await kept.text(), { status: 503, headers, url: request.url });
}

async function page(request) {
  let answer = null;
  try {
    answer = await fetch(request);
    if (![502, 503, 504].includes(answer.status)) return answer;
  } catch {
    answer = null;
  }
  return (await awayPage(request)) ?? answer ?? Response.error();
}

self.addEventListener("install", (event) => event.waitUntil(keepAwayFiles().catch(() => undefined)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== "GET") return;
  if (request.mode === "navigate" && !pathname.startsWith("/api/")) event.respondWith(page(request));
  else if (AWAY_FILES.includes(pathname))
    event.respondWith(fetch(request).catch(async () => (await caches.match(pathname)) ?? Response.error()));
});

// The portal's service worker: what it does stands in its parts.
importScripts("/push.js", "/away.js");
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Pushes of Evenkeel: shows what arrived, gives a receipt back, and opens what was tapped. Part of the service worker.
/* eslint-env serviceworker */
function readPush(event) {
  try {
    return event.data ? event.data.json() : null;
  } catch {
    return null;
  }
}

// A receipt confirms that this browser really receives: "<contact>:<code>".
async function giveReceipt(receipt) {
  const [contact, code] = String(receipt).split(":");
  if (!contact || !code) return;
  await fetch(`/api/v1/contacts/${encodeURIComponent(contact)}/verify`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
  }).catch(() => undefined);
}

self.addEventListener("push", (event) => {
  const said = readPush(event) ?? {
    title: "Evenkeel",
    body: "Open the portal: there is news.",
    url: "/notifications",
  };
  const shown = self.registration.showNotification(said.title, {
    body: said.body || "",
    tag: said.id,
    renotify: Boolean(said.id),
    requireInteraction: Boolean(said.urgent),
    vibrate: said.urgent ? [400, 150, 400, 150, 400] : [200],
    data: { url: said.url, acknowledgeUrl: said.acknowledgeUrl || null },
    actions: said.acknowledgeUrl ? [{ action: "acknowledge", title: "Acknowledge" }] : [],
  });
  event.waitUntil(Promise.all([shown, said.receipt ? giveReceipt(said.receipt) : undefined]));
});

// The first tap opens the page that acknowledges, the second one is its button. Only addresses of this portal open.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url, acknowledgeUrl } = event.notification.data || {};
  const wanted = new URL(acknowledgeUrl || url || "/notifications", self.location.origin);
  const target = new URL(`${wanted.pathname}${wanted.search}`, self.location.origin).href;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => {
      const same = open.find((one) => one.url === target);
      return same ? same.focus() : self.clients.openWindow(target);
    }),
  );
});

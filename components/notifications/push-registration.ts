import { callApi } from "#components/shell/api.ts";
import type { ContactDto, TestAnswer } from "#lib/notifications/schema.ts";

const bytes = (base64url: string) => {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const base64url = (buffer: ArrayBuffer | null) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** "Chrome on Android": enough to know the browser again in a list. */
function browserName(): string {
  const agent = navigator.userAgent;
  const browser = /Edg\//.test(agent)
    ? "Edge"
    : /Firefox\//.test(agent)
      ? "Firefox"
      : /Chrom/.test(agent)
        ? "Chrome"
        : "Safari";
  const system = /Android/.test(agent)
    ? "Android"
    : /iPhone|iPad/.test(agent)
      ? "iOS"
      : /Mac/.test(agent)
        ? "macOS"
        : /Windows/.test(agent)
          ? "Windows"
          : "Linux";
  return `${browser} on ${system}`;
}

/**
 * Registers this browser for push: asks the person, subscribes at the browser's own push service, and sends a first
 * push whose receipt confirms that it arrives.
 * @returns how the push service answered
 * @throws Error with the sentence that says why this browser cannot
 */
export async function registerPush(pushKey: string): Promise<TestAnswer> {
  if (!("serviceWorker" in navigator) || !("PushManager" in window))
    throw new Error(
      "This browser cannot receive pushes here. It needs https, and on a phone the installed app.",
    );
  if ((await Notification.requestPermission()) !== "granted")
    throw new Error(
      "The browser was told not to show notifications of this site. Allow them in its settings.",
    );
  await navigator.serviceWorker.register("/sw.js");
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(pushKey),
  });
  const contact = await callApi<ContactDto>("POST", "/contacts", {
    kind: "push",
    address: subscription.endpoint,
    p256dh: base64url(subscription.getKey("p256dh")),
    auth: base64url(subscription.getKey("auth")),
    label: browserName(),
  });
  return callApi<TestAnswer>("POST", `/contacts/${contact.id}/code`);
}

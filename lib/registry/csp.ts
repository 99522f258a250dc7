import { randomBytes } from "node:crypto";

/** A fresh nonce of 128 bits for one page. */
export function makeNonce(): string {
  return randomBytes(16).toString("base64");
}

/**
 * The policy of a page: scripts and style elements only with this page's nonce (S-229); style attributes are
 * allowed because charts and overlays measure themselves into them.
 * @param reportTo the origin of Sentry when a DSN is configured: the one foreign address a page may speak to
 */
export function pagePolicy(nonce: string, reportTo: string | null): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    reportTo ? `connect-src 'self' ${reportTo}` : "connect-src 'self'",
    "worker-src 'self'",
  ].join("; ");
}

/** The policy of everything that is not a page: data, which must load and embed nothing. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** What every answer says besides its policy. */
export const plainHeaders: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Only said over https: two years, as browsers' preload lists ask. */
export const transportHeader = "max-age=63072000; includeSubDomains";

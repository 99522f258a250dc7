"use client";

import { useState } from "react";

/**
 * Where react-aria reads the nonce for the style elements it adds. The page's policy names the nonce it came with; a
 * refresh is another request with another nonce, which must not replace it.
 */
export function StyleNonce({ nonce }: { nonce: string }) {
  const [first] = useState(nonce);
  return <meta property="csp-nonce" nonce={first} suppressHydrationWarning />;
}

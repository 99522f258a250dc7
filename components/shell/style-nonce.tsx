"use client";

import { useState } from "react";

/**
 * Where react-aria reads the nonce before it adds a style element. A refresh of the page brings the nonce of another
 * answer, while the document keeps the policy it came with: so does this.
 */
export function StyleNonce({ nonce }: { nonce: string }) {
  const [first] = useState(nonce);
  return <meta property="csp-nonce" nonce={first} suppressHydrationWarning />;
}

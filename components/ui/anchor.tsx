"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

type AnchorProps = Omit<ComponentProps<typeof Link>, "prefetch">;

/**
 * A link inside the product. It prefetches when the pointer or the focus reaches it, not when it scrolls into
 * view: a list of 50 rows would otherwise ask the server for 50 pages.
 */
export function Anchor({ onMouseEnter, onFocus, ...rest }: AnchorProps) {
  const [near, setNear] = useState(false);
  return (
    <Link
      {...rest}
      prefetch={near ? null : false}
      onMouseEnter={(event) => {
        setNear(true);
        onMouseEnter?.(event);
      }}
      onFocus={(event) => {
        setNear(true);
        onFocus?.(event);
      }}
    />
  );
}

"use client";

import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { type ReactNode, useEffect, useState } from "react";
import type { ButtonVariant } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";

export type CopyButtonProps = {
  text: string;
  children?: ReactNode;
  /** The accessible name when only the icon shows. */
  label?: string | undefined;
  variant?: ButtonVariant | undefined;
  size?: "md" | "sm" | undefined;
};

/** Copies `text` and says so. Falls back to a selected field where the clipboard is closed (plain http). */
export function CopyButton({ text, children, label = "Copy", variant = "soft", size }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text);
    }
    setCopied(true);
  }
  return (
    <>
      {/* Drawn by hand: the error page of every page copies, and button.tsx would bring the link's code along. */}
      <button
        type="button"
        className={cx(
          "btn",
          variant === "outline" ? undefined : variant,
          size === "sm" && "sm",
          !children && "icon",
        )}
        aria-label={children ? undefined : label}
        title={children ? undefined : label}
        onClick={copy}
      >
        {copied ? <Check /> : <Copy />}
        {children}
      </button>
      <span className="vh" aria-live="polite">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
}

function copyBySelection(text: string) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "vh";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

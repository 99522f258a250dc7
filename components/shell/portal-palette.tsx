"use client";

import { callApi } from "./api.ts";
import { type PaletteCommand, PaletteHost } from "./palette-host.tsx";

interface Found {
  items: Array<{
    kind: string;
    id: string;
    label: string;
    group: string;
    href: string;
    hint: string;
    verb: string | null;
  }>;
}

async function search(query: string, signal: AbortSignal): Promise<PaletteCommand[]> {
  const found = await callApi<Found>("GET", `/search?q=${encodeURIComponent(query)}`, undefined, { signal });
  return found.items.map((item) => ({
    id: `${item.kind}:${item.id}:${item.verb ?? "open"}`,
    label: item.label,
    group: item.group,
    href: item.href,
    hint: item.hint,
    words: query,
  }));
}

/** The command palette with the portal's own search behind it. */
export function PortalPalette() {
  return <PaletteHost search={search} />;
}

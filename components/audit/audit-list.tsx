"use client";

import ScrollText from "lucide-react/icons/scroll-text";
import { useState } from "react";
import { AuditEntry } from "#components/audit/audit-entry.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { FieldError } from "#components/ui/field.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { AuditDto } from "#lib/audit/schema.ts";

type Page = { items: AuditDto[]; nextCursor: string | null };

/** The record, newest first; older entries are fetched on demand under the same filter. */
export function AuditList({ first, filter }: { first: Page; filter: string }) {
  const [more, setMore] = useState<AuditDto[]>([]);
  const [cursor, setCursor] = useState(first.nextCursor);
  const sending = useSend();
  const rows = [...first.items, ...more.filter((one) => !first.items.some((shown) => shown.id === one.id))];

  async function load() {
    const query = new URLSearchParams(filter);
    query.set("limit", "50");
    if (cursor) query.set("cursor", cursor);
    const page = await sending.send(() => callApi<Page>("GET", `/audit?${query}`));
    if (!page) return;
    setMore([...more, ...page.items]);
    setCursor(page.nextCursor);
  }

  if (rows.length === 0)
    return (
      <Panel label="Entries">
        <EmptyState icon={<ScrollText />} title="No entry fits">
          Take a filter away to see more.
        </EmptyState>
      </Panel>
    );
  return (
    <Panel label="Entries">
      <ul>
        {rows.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} />
        ))}
      </ul>
      <div role="alert" className="field px-3.5 empty:hidden">
        <FieldError>{sending.rest()}</FieldError>
      </div>
      {cursor ? <LoadMore shown={rows.length} onMore={() => void load()} busy={sending.busy} /> : null}
    </Panel>
  );
}

"use client";

import { useEffect, useRef, useState } from "react";
import { callApi } from "#components/shell/api.ts";
import { useLive } from "#components/shell/live.tsx";
import { type Asked, useAsked } from "#components/shell/use-asked.ts";
import { useFresh } from "#components/shell/use-fresh.ts";
import type { Page } from "#lib/platform/pagination.ts";
import type { PagerDto } from "./schema/declaring.ts";
import type { DetailsDto } from "./schema/details.ts";
import type { IncidentDto } from "./schema/incidents.ts";
import type { IncidentRow, SimilarDto } from "./schema/list.ts";
import type { CallableDto } from "./schema/people.ts";
import type { EntryDto } from "./schema/timeline.ts";

/** An incident with everything its page shows. */
export interface IncidentView extends DetailsDto {
  incident: IncidentDto;
  entries: EntryDto[];
}

async function fetchView(id: string): Promise<IncidentView> {
  const [incident, timeline, details] = await Promise.all([
    callApi<IncidentDto>("GET", `/incidents/${id}`),
    callApi<{ items: EntryDto[] }>("GET", `/incidents/${id}/timeline`),
    callApi<DetailsDto>("GET", `/incidents/${id}/details`),
  ]);
  return { incident, entries: timeline.items, ...details };
}

/** While somebody is being called, whether they have seen it is asked again this often. */
const SEEN_MS = 15_000;

/** One incident, live: refetched under one's own rights whenever something happened to it. */
export function useIncident(initial: IncidentView) {
  const { id } = initial.incident;
  const { data: view, refresh } = useFresh(initial, () => fetchView(id));
  useLive(
    ["incident"],
    () => void refresh(),
    (change) => change.subjectId === id,
  );
  const calls = view.escalations.some((one) => one.endedAt === null);
  useEffect(() => {
    if (!calls) return;
    const timer = setInterval(() => {
      if (!document.hidden) void refresh();
    }, SEEN_MS);
    return () => clearInterval(timer);
  }, [calls, refresh]);
  return { view, refresh };
}

/** Earlier incidents like this one, asked once the page stands; none while they are not known. */
export function useSimilar(id: string): SimilarDto[] {
  return useAsked<{ items: SimilarDto[] }>(`/incidents/${id}/similar`).data?.items ?? [];
}

/** A filtered list with "Load more", live. `filter` is the page's query string without view and cursor. */
export function useIncidentList(filter: string, first: Page<IncidentRow>) {
  type Rows = Page<IncidentRow>;
  const wanted = useRef(1);
  const [busy, setBusy] = useState(false);
  const fetchPage = (cursor: string) => {
    const params = new URLSearchParams(filter);
    params.set("limit", String(first.limit));
    if (cursor) params.set("cursor", cursor);
    return callApi<Rows>("GET", `/incidents?${params}`);
  };
  // As many pages as are shown, each from where the one before it ends.
  const { data: pages, refresh } = useFresh<Rows[]>([first], async () => {
    const found = [await fetchPage("")];
    for (let next = found[0]?.nextCursor; next && found.length < wanted.current; ) {
      const page = await fetchPage(next);
      found.push(page);
      next = page.nextCursor;
    }
    return found;
  });
  useLive(["incident"], () => void refresh());
  const cursor = pages.at(-1)?.nextCursor;
  async function more(from: string) {
    wanted.current = pages.length + 1;
    setBusy(true);
    await refresh(async (now) => [...now, await fetchPage(from)]);
    setBusy(false);
  }
  return {
    rows: pages.flatMap((page) => page.items),
    more: cursor ? () => void more(cursor) : undefined,
    busy,
  };
}

/** People and teams to choose from, asked once a dialog needs them. */
export const useCallable = (wanted: boolean): Asked<CallableDto> =>
  useAsked(wanted ? "/incidents/callable" : null);

/**
 * Who holds the pager of a team; asks nothing while no team is chosen.
 * @param preset whose answer came with the page
 */
export function usePager(
  teamId: string | null,
  preset?: { teamId: string; pager: PagerDto[] },
): Asked<PagerDto[]> {
  const known = teamId && teamId === preset?.teamId ? preset.pager : undefined;
  const asked = useAsked<{ items: PagerDto[] }>(teamId && !known ? `/teams/${teamId}/pager` : null);
  return { ...asked, data: known ?? asked.data?.items };
}

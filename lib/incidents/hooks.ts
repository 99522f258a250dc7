"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { callApi } from "#components/shell/api.ts";
import { useLive } from "#components/shell/live.tsx";
import type { Page } from "#lib/platform/pagination.ts";
import { incidentKeys } from "./keys.ts";
import type {
  CallableDto,
  DetailsDto,
  EntryDto,
  IncidentDto,
  IncidentRow,
  PagerDto,
  SimilarDto,
} from "./schema.ts";

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
  const client = useQueryClient();
  const query = useQuery({
    queryKey: incidentKeys.one(id),
    queryFn: () => fetchView(id),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data?.escalations.some((one) => one.endedAt === null) ? SEEN_MS : false,
  });
  const refresh = useCallback(
    () => client.invalidateQueries({ queryKey: incidentKeys.one(id) }),
    [client, id],
  );
  useLive(["incident"], (change) => {
    if (!change || change.subjectId === id) void refresh();
  });
  return { view: query.data, failed: query.isError, refresh };
}

/** Earlier incidents like this one, asked once the page stands; none while they are not known. */
export function useSimilar(id: string): SimilarDto[] {
  const { data } = useQuery({
    queryKey: incidentKeys.similar(id),
    queryFn: async () => (await callApi<{ items: SimilarDto[] }>("GET", `/incidents/${id}/similar`)).items,
    staleTime: 10 * 60_000,
    retry: false,
  });
  return data ?? [];
}

/** A filtered list with "Load more", live. `filter` is the page's query string without view and cursor. */
export function useIncidentList(filter: string, first: Page<IncidentRow>) {
  const client = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: incidentKeys.list(filter),
    queryFn: ({ pageParam }) => {
      const params = new URLSearchParams(filter);
      params.set("limit", String(first.limit));
      if (pageParam) params.set("cursor", pageParam);
      return callApi<Page<IncidentRow>>("GET", `/incidents?${params}`);
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    initialData: { pages: [first], pageParams: [""] },
  });
  useLive(["incident"], () => void client.invalidateQueries({ queryKey: incidentKeys.list(filter) }));
  return {
    rows: query.data.pages.flatMap((page) => page.items),
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    busy: query.isFetchingNextPage,
  };
}

/** People and teams to choose from, asked once a dialog needs them. */
export function useCallable(wanted: boolean) {
  return useQuery({
    queryKey: incidentKeys.callable,
    queryFn: () => callApi<CallableDto>("GET", "/incidents/callable"),
    enabled: wanted,
    staleTime: 5 * 60_000,
  });
}

/** Who holds the pager of a team; null while no team is chosen. */
export function usePager(teamId: string | null, initial?: PagerDto[]) {
  return useQuery({
    queryKey: incidentKeys.pager(teamId ?? ""),
    queryFn: async () => (await callApi<{ items: PagerDto[] }>("GET", `/teams/${teamId}/pager`)).items,
    enabled: teamId !== null && teamId !== "",
    staleTime: 60_000,
    ...(initial ? { initialData: initial } : {}),
  });
}

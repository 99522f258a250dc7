"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { callApi } from "#components/shell/api.ts";
import { useLive } from "#components/shell/live.tsx";
import { oncallKeys } from "./keys.ts";
import type { ScheduleDto, ShiftDto } from "./schema.ts";

/** One schedule with who may be put on call there and its overrides; asked once a form needs it, then live. */
export function useSchedule(id: string | null) {
  return useQuery({
    queryKey: oncallKeys.schedule(id ?? ""),
    queryFn: () => callApi<ScheduleDto>("GET", `/schedules/${id}`),
    enabled: id !== null && id !== "",
  });
}

/** Who is scheduled between two instants; null while the span is not one. */
export function useShifts(id: string | null, span: { from: string; to: string } | null) {
  return useQuery({
    queryKey: oncallKeys.shifts(id ?? "", span?.from ?? "", span?.to ?? ""),
    queryFn: async () => {
      const query = new URLSearchParams({ from: span?.from ?? "", to: span?.to ?? "" });
      return (await callApi<{ items: ShiftDto[] }>("GET", `/schedules/${id}/shifts?${query}`)).items;
    },
    enabled: Boolean(id) && span !== null && Date.parse(span.from) < Date.parse(span.to),
  });
}

/** Fetches everything of on-call again: after a write of one's own, and whenever somebody changed something. */
export function useOncallRefresh(): () => Promise<void> {
  const client = useQueryClient();
  const refresh = useCallback(() => client.invalidateQueries({ queryKey: oncallKeys.all }), [client]);
  useLive(["schedule", "handoff"], () => void refresh());
  return refresh;
}

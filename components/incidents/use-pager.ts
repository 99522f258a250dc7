"use client";

import { useEffect, useState } from "react";
import { callApi } from "#components/shell/api.ts";
import type { PagerDto } from "#lib/incidents/schema.ts";

/** While the server does not answer, it is asked again after so long, in milliseconds. */
const AGAIN_MS = 5000;

/**
 * Who holds the pager of the team that is chosen. Asked by hand: the form opens on bad days, on bad networks, and is not
 * to wait for the code of a cache that it has one question for.
 * @param preset whose answer came with the page
 */
export function useTeamPager(teamId: string | null, preset: { teamId: string; pager: PagerDto[] }) {
  const [known, setKnown] = useState(preset);
  useEffect(() => {
    if (!teamId || known.teamId === teamId) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () =>
      callApi<{ items: PagerDto[] }>("GET", `/teams/${teamId}/pager`).then(
        ({ items }) => {
          if (!left) setKnown({ teamId, pager: items });
        },
        () => {
          if (!left) timer = setTimeout(ask, AGAIN_MS);
        },
      );
    void ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [teamId, known.teamId]);
  const data = teamId && known.teamId === teamId ? known.pager : undefined;
  return { data, waiting: Boolean(teamId) && data === undefined };
}

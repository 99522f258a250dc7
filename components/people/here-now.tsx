"use client";

import { useEffect, useState } from "react";
import { callApi } from "#components/shell/api.ts";
import { Avatar } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { HERE_EVERY_SECONDS } from "#lib/people/model.ts";

type Here = { id: string; name: string };

/** Who else has this open: asked in one breath with saying that one has. A hidden tab is not here and does not ask. */
function useHere(path: string): ReadonlyArray<Here> {
  const [others, setOthers] = useState<ReadonlyArray<Here>>([]);
  useEffect(() => {
    let gone = false;
    const say = async () => {
      if (document.hidden) return;
      try {
        const { items } = await callApi<{ items: Here[] }>("PUT", path);
        if (gone) return;
        const ids = (list: ReadonlyArray<Here>) => list.map((one) => one.id).join();
        setOthers((before) => (ids(before) === ids(items) ? before : items));
      } catch {
        // Without an answer nobody can be said to be here.
        if (!gone) setOthers([]);
      }
    };
    const timer = setInterval(() => void say(), HERE_EVERY_SECONDS * 1000);
    const shown = () => void say();
    document.addEventListener("visibilitychange", shown);
    void say();
    return () => {
      gone = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [path]);
  return others;
}

/** "Here now": the other people who have it open, nothing while one is alone. `path` is the presence of the API. */
export function HereNow({ path }: { path: string }) {
  const others = useHere(path);
  if (others.length === 0) return null;
  return (
    <Panel title="Here now" count={others.length} tight className="noprint">
      <ul className="row wrap px-3.5 pb-3" aria-live="off">
        {others.map((one) => (
          <li key={one.id} className="row">
            <Avatar name={one.name} size="sm" />
            {one.name}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

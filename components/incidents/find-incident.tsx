"use client";

import { useEffect, useState } from "react";
import { numberOf, STATUS_WORD } from "#components/incidents/words.ts";
import { callApi } from "#components/shell/api.ts";
import { TextInput } from "#components/ui/inputs.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";

export interface FindIncidentProps {
  label: string;
  /** Leaves this one out. */
  except: string;
  /** Only what is still going on. */
  active: boolean;
  value: string;
  onChange: (id: string) => void;
  error?: string | undefined;
}

const WAIT_MS = 250;

/** What matches the words, asked a moment after the last key; null before the first answer. */
function useFound(words: string, active: boolean, except: string) {
  const [found, setFound] = useState<IncidentRow[] | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const query = new URLSearchParams({ limit: "8", ...(active ? { status: "active" } : {}) });
    if (words.trim()) query.set("q", words.trim());
    const timer = setTimeout(async () => {
      try {
        const page = await callApi<{ items: IncidentRow[] }>("GET", `/incidents?${query}`, undefined, {
          signal: stop.signal,
        });
        setFound(page.items.filter((row) => row.id !== except));
        setFailed(false);
      } catch {
        if (!stop.signal.aborted) setFailed(true);
      }
    }, WAIT_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [words, active, except]);
  return { found, failed };
}

/** Finds another incident by number or words of its title, and lets one be chosen. */
export function FindIncident({ label, except, active, value, onChange, error }: FindIncidentProps) {
  const [words, setWords] = useState("");
  const { found, failed } = useFound(words, active, except);
  return (
    <div className="grid gap-2">
      <TextInput
        label={label}
        type="search"
        placeholder="INC-12 or words of its title"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        error={error}
        hint={failed ? "The list could not be loaded. Type again to retry." : undefined}
      />
      <fieldset className="grid max-h-64 overflow-auto rounded-2 border border-line">
        <legend className="vh">Found incidents</legend>
        {found?.map((row) => (
          <label
            key={row.id}
            className="row min-h-9 px-3 py-1 cursor-pointer border-t border-line first:border-t-0 hover:bg-hover/50 has-checked:bg-accent-tint max-sm:min-h-12"
          >
            <input
              type="radio"
              className="radio"
              name="found-incident"
              checked={value === row.id}
              onChange={() => onChange(row.id)}
            />
            <SeverityMark level={row.severity} />
            <span className="mono xs t2 nw">{numberOf(row)}</span>
            <span className="trunc grow">{row.title}</span>
            <span className="xs t3 nw">{STATUS_WORD[row.status]}</span>
          </label>
        ))}
        {found?.length === 0 ? <p className="px-3 py-2 t3">Nothing found.</p> : null}
        {found === null ? <p className="px-3 py-2 t3">Looking</p> : null}
      </fieldset>
    </div>
  );
}

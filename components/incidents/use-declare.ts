"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import type { Declaration } from "#components/incidents/declare-draft.ts";
import { useOnline } from "#components/incidents/use-online.ts";
import { ApiProblem, callApi, newKey } from "#components/shell/api.ts";
import type { BlindReportDto } from "#lib/incidents/schema/declaring.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { LinkInput } from "#lib/incidents/schema/links.ts";

const NEEDED = {
  title: "Say in a few words what is wrong.",
  severity: "Choose how bad it is.",
  teamId: "Choose a team.",
} as const;
const NAMES = ["title", "severity", "teamId"] as const;
/** Fields with a place of their own for their error. */
export type DeclareField = "title" | "severity" | "teamId" | "serviceId" | "summary" | "iAmOnIt";
const PLACED: ReadonlyArray<string> = [...NAMES, "serviceId", "summary", "iAmOnIt"];

function bodyOf(fields: Declaration, link: LinkInput | null) {
  const { title, severity, teamId, summary, iAmOnIt } = fields;
  return {
    title: title.trim(),
    severity,
    teamId,
    summary: summary.trim(),
    private: fields.private,
    type: fields.type,
    iAmOnIt,
    ...(fields.serviceId ? { serviceId: fields.serviceId } : {}),
    ...(link ? { link, source: "checklist" } : {}),
  };
}

/** To a closed team only what it can be told blind. */
const blindBodyOf = ({ title, severity, teamId, summary }: Declaration) => ({
  title: title.trim(),
  severity,
  teamId,
  summary: summary.trim(),
});

/** What stands above the button: everything the server refused that has no field here. */
function restOf(problem: ApiProblem | null): string | null {
  if (!problem || problem.code === "offline") return null;
  if (problem.errors.length === 0) return problem.message;
  const rest = problem.errors.filter((error) => !PLACED.includes(error.path));
  return rest.map((error) => error.message).join(" ") || null;
}

export interface DeclareUse {
  fields: Declaration;
  link: LinkInput | null;
  /** The team is closed to whoever declares: it is told, and they learn the number. */
  blind: boolean;
  forget: () => void;
}

/** Sends the declaration: once however often it is tried, with a sentence at each field that is wrong. */
export function useDeclare({ fields, link, blind, forget }: DeclareUse) {
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [received, setReceived] = useState<BlindReportDto | null>(null);
  const pending = useRef({ what: "", key: "" });
  const router = useRouter();
  const online = useOnline();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    setProblem(null);
    if (busy || !online || NAMES.some((name) => !fields[name].trim())) return;
    const body = blind ? blindBodyOf(fields) : bodyOf(fields, link);
    const what = JSON.stringify(body);
    if (pending.current.what !== what) pending.current = { what, key: newKey() };
    setBusy(true);
    try {
      const options = { idempotencyKey: pending.current.key };
      if (blind) {
        setReceived(await callApi<BlindReportDto>("POST", "/incident-reports", body, options));
        forget();
        return;
      }
      const made = await callApi<IncidentDto>("POST", "/incidents", body, options);
      forget();
      router.push(`/incidents/${made.id}`);
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, { code: "offline" }));
      setBusy(false);
    }
  }
  const errorAt = (path: DeclareField): string | undefined => {
    const name = NAMES.find((one) => one === path);
    return asked && name && !fields[name].trim() ? NEEDED[name] : problem?.at(path);
  };
  const away = !online || problem?.code === "offline";
  return {
    submit,
    busy,
    online,
    away,
    received,
    errorAt,
    rest: restOf(problem),
    cancel: () => router.back(),
  };
}

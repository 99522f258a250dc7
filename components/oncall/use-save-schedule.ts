"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useSend } from "#components/auth/use-send.ts";
import type { Facts } from "#components/oncall/schedule-fields.tsx";
import { type ApiProblem, callApi } from "#components/shell/api.ts";
import { toast } from "#components/ui/toast.ts";
import type { LayerInput } from "#lib/oncall/schema/rules.ts";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";

interface Draft {
  facts: Facts;
  layers: LayerInput[];
  validFrom: string | undefined;
  reason: string;
}

const FIELDS = [
  "name",
  "about",
  "teamId",
  "zone",
  "graceMinutes",
  "ordinal",
  "channelId",
  "needsApproval",
  "noticeFirstMinutes",
  "noticeLastMinutes",
  "validFrom",
  "reason",
];

/** A whole number as it was typed; what is none becomes one the server refuses at its field. */
const whole = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : 0);

const factsBody = ({ facts }: Draft) => ({
  name: facts.name,
  about: facts.about,
  needsApproval: facts.needsApproval,
  graceMinutes: whole(facts.grace),
  ...(facts.line.trim() ? { ordinal: whole(facts.line) - 1 } : {}),
  channelId: facts.channelId || null,
  noticeFirstMinutes: facts.first ? Number(facts.first) : null,
  noticeLastMinutes: facts.last ? Number(facts.last) : null,
});

/** What the schedule's rules are, to see whether a draft changes them. */
const rulesText = (zone: string, layers: LayerInput[]) => JSON.stringify({ zone, layers });
function standing(schedule: ScheduleDto): string {
  const layers = (schedule.rules ?? schedule.planned[0])?.layers ?? [];
  return rulesText(
    schedule.zone,
    layers.map((layer) => ({
      name: layer.name,
      members: layer.members.map((member) => member.id),
      every: layer.every,
      start: layer.start.slice(0, 16),
      zone: layer.zone,
      restrictions: layer.restrictions,
    })),
  );
}

const staleOf = (problem: ApiProblem | null): ScheduleDto | null =>
  problem?.code === "stale" ? (problem.current as ScheduleDto) : null;

/**
 * Saves a schedule: a new one at once, of one that stands first what it says of itself, then its rules where they
 * changed. After a refusal for being stale the next try carries the version that is true now.
 */
export function useSaveSchedule(schedule: ScheduleDto | null) {
  const router = useRouter();
  const sending = useSend();
  const latest = useRef(schedule);
  const [current, setCurrent] = useState<ScheduleDto | null>(null);

  async function change(known: ScheduleDto, draft: Draft, key: string): Promise<ScheduleDto> {
    const path = `/schedules/${known.id}`;
    const patch = { ...factsBody(draft), version: known.version };
    const after = await callApi<ScheduleDto>("PATCH", path, patch, { idempotencyKey: `${key}-facts` });
    latest.current = after;
    const { layers, validFrom, reason, facts } = draft;
    if (!validFrom && rulesText(facts.zone, layers) === standing(after)) return after;
    const rules = {
      version: after.version,
      zone: facts.zone,
      layers,
      reason,
      ...(validFrom ? { validFrom } : {}),
    };
    return callApi<ScheduleDto>("POST", `${path}/rules`, rules, { idempotencyKey: key });
  }
  async function keepNow(work: () => Promise<ScheduleDto>): Promise<ScheduleDto> {
    try {
      return await work();
    } catch (error) {
      const now = staleOf(error as ApiProblem);
      if (now) {
        latest.current = now;
        setCurrent(now);
      }
      throw error;
    }
  }
  async function save(draft: Draft): Promise<void> {
    if (sending.busy) return;
    setCurrent(null);
    const known = latest.current;
    const answer = await sending.send((key) =>
      keepNow(() =>
        known
          ? change(known, draft, key)
          : callApi<ScheduleDto>(
              "POST",
              "/schedules",
              {
                ...factsBody(draft),
                teamId: draft.facts.teamId,
                zone: draft.facts.zone,
                layers: draft.layers,
              },
              { idempotencyKey: key },
            ),
      ),
    );
    if (!answer) return;
    toast({ title: schedule ? "The schedule is changed" : "The schedule is made", tone: "ok" });
    router.push(`/on-call/schedules/${answer.id}`);
    router.refresh();
  }
  const inLayers = (sending.problem?.errors ?? [])
    .map((error) => error.path)
    .filter((path) => path.startsWith("layers."));
  return {
    busy: sending.busy,
    save,
    at: sending.at,
    rest: current ? undefined : sending.rest(...FIELDS, ...inLayers),
    current,
  };
}

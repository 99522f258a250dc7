"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { Avatar } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ServicePager as Pager } from "#lib/oncall/queries/service-pager.ts";

const BECAUSE: Record<Pager["rung"][number]["because"], string> = {
  scheduled: "on call",
  keeps: "on call until the handoff is accepted",
  incoming: "takes over; the handoff waits",
  lead: "team lead",
  deputy: "deputy",
  admin: "administrator",
};

/** Who a P0 of this service would ring now, and by which line. */
export function ServicePager(props: {
  service: { id: string; version: number; scheduleId: string | null };
  pager: Pager;
  may: boolean;
}) {
  const { service, pager, may } = props;
  const { schedule, onCall } = pager;
  return (
    <Panel
      title="On call now"
      end={
        schedule ? (
          <Anchor className="link xs" href={`/on-call/schedules/${schedule.id}`}>
            {schedule.name}
          </Anchor>
        ) : null
      }
    >
      <ul>
        {pager.rung.map((person) => (
          <ListRow key={person.userId} two columns="34px minmax(0,1fr) auto">
            <Avatar name={person.name} />
            <RowTitle title={person.name} sub={BECAUSE[person.because]} />
            {person.because === "scheduled" && onCall?.scheduled ? (
              <span className="xs t3">
                until <RelativeTime iso={onCall.scheduled.to} show="moment" focusable={false} />
              </span>
            ) : null}
          </ListRow>
        ))}
      </ul>
      {schedule === null ? (
        <p className="px-3.5 pb-3 xs t2">The team has no schedule yet: its lead is rung.</p>
      ) : null}
      {may && pager.choices.length > 1 ? <Choose service={service} pager={pager} /> : null}
    </Panel>
  );
}

function Choose({
  service,
  pager,
}: {
  service: { id: string; version: number; scheduleId: string | null };
  pager: Pager;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  async function choose(id: string) {
    setBusy(true);
    try {
      await callApi("PATCH", `/services/${service.id}`, { scheduleId: id || null, version: service.version });
      toast({ title: "The service has its pager", tone: "ok" });
    } catch (error) {
      const detail = error instanceof ApiProblem ? error.detail : "The server did not answer.";
      toast({ title: "Not changed", detail, tone: "crit" });
    }
    setBusy(false);
    router.refresh();
  }
  return (
    <div className="border-line border-t p-3.5">
      <Select
        label="Pager of this service"
        value={pager.own ? (service.scheduleId ?? "") : ""}
        disabled={busy}
        onChange={(event) => void choose(event.target.value)}
        options={[
          { value: "", label: "The team's first line" },
          ...pager.choices.map((line) => ({ value: line.id, label: line.name })),
        ]}
      />
    </div>
  );
}

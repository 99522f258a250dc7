"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { ImportButton } from "#components/oncall/import-panel.tsx";
import { callApi } from "#components/shell/api.ts";
import { LinkButton } from "#components/ui/button.tsx";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";

const VERBS = {
  archive: {
    verb: "Archive",
    busy: "Archiving",
    done: "The schedule is archived",
    says: "What is planned ahead goes, what was stays. Pages of the team then ring its next line, or its lead. It can be restored.",
  },
  restore: {
    verb: "Restore",
    busy: "Restoring",
    done: "The schedule is back",
    says: "Its rules judge again from now on.",
  },
} as const;

/** Editing and archiving, for whoever may. */
export function ScheduleButtons({ schedule }: { schedule: ScheduleDto }) {
  if (schedule.abilities.edit !== true) return null;
  const to = schedule.archivedAt ? "restore" : "archive";
  const words = VERBS[to];
  return (
    <div className="row wrap">
      <FormDialogButton
        trigger={{ children: words.verb, variant: "quiet" }}
        title={`${words.verb}: ${schedule.name}?`}
        description={words.says}
        verb={words.verb}
        busyLabel={words.busy}
        fields={[]}
        done={words.done}
        onSend={({ idempotencyKey }) =>
          callApi("POST", `/schedules/${schedule.id}/${to}`, {}, { idempotencyKey })
        }
      >
        {() => null}
      </FormDialogButton>
      {schedule.archivedAt ? null : (
        <ImportButton scheduleId={schedule.id} candidates={schedule.candidates} zone={schedule.zone} />
      )}
      {schedule.archivedAt ? null : (
        <LinkButton href={`/on-call/schedules/${schedule.id}/edit`}>Edit</LinkButton>
      )}
    </div>
  );
}

import type { RunbookContent } from "#lib/runbooks/model.ts";

/** A small but whole runbook, as a body of `POST /runbooks`. */
export const SLOW_API: { title: string; triggers: string[]; content: RunbookContent; notes: string } = {
  title: "Slow API",
  triggers: ["response_ms"],
  content: {
    symptoms: ["Requests take longer than a second"],
    diagnosis: [
      { step: "Which endpoints are slow?" },
      {
        step: "Is the database busy?",
        command: "psql -c 'select * from pg_stat_activity'",
        platform: "postgresql",
      },
    ],
    fixes: [{ cause: "A missing index", fix: "Add it", warning: "Locks the table while it is built" }],
    commands: [{ does: "Follow the log", command: "journalctl -fu api", platform: "linux" }],
    steps: [],
    escalateIf: [{ metric: "unresolved_minutes", comparator: "gt", value: 15, unit: "minutes" }],
  },
  notes: "Ask **Platform** before restarting.",
};

import { carriedActions } from "#lib/actions/commands/hand-over.ts";
import { openRunSource, templateSource } from "#lib/checklists/commands/pass-on-runs.ts";
import { carriedPolicies } from "#lib/escalations/commands/hand-over.ts";
import { carriedIncidents } from "#lib/incidents/commands/hand-over.ts";
import { carriedTasks } from "#lib/incidents/commands/hand-over-tasks.ts";
import { carriedShifts } from "#lib/oncall/commands/hand-over.ts";
import { dutyRoleSource, teamLeadSource } from "#lib/people/commands/hand-over.ts";
import { setCarriedWork } from "#lib/people/commands/internal.ts";
import { carriedPostmortems } from "#lib/postmortems/commands/hand-over.ts";

// What a person carries, room by room, in the order in which it is shown before somebody is deactivated.
setCarriedWork([
  teamLeadSource,
  dutyRoleSource,
  carriedShifts,
  carriedPolicies,
  carriedIncidents,
  carriedTasks,
  carriedPostmortems,
  carriedActions,
  openRunSource,
  templateSource,
]);

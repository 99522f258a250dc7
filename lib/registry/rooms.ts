import { actionsRoutes } from "#lib/actions/routes.ts";
import { auditRoutes } from "#lib/audit/routes.ts";
import { authRoutes } from "#lib/auth/routes.ts";
import { proposalRoutes } from "#lib/checklists/routes/proposals.ts";
import { runRoutes } from "#lib/checklists/routes/runs.ts";
import { templateRoutes } from "#lib/checklists/routes/templates.ts";
import { escalationRoutes } from "#lib/escalations/routes.ts";
import { handoffRoutes } from "#lib/handoffs/routes.ts";
import { declareRoutes } from "#lib/incidents/routes/declaring.ts";
import { incidentRoutes } from "#lib/incidents/routes/incidents.ts";
import { incidentLifeRoutes } from "#lib/incidents/routes/life.ts";
import { incidentOutsideRoutes } from "#lib/incidents/routes/outside.ts";
import { incidentPeopleRoutes } from "#lib/incidents/routes/people.ts";
import { incidentTaskRoutes } from "#lib/incidents/routes/tasks.ts";
import { incidentTimelineRoutes } from "#lib/incidents/routes/timeline.ts";
import { kpisRoutes } from "#lib/kpis/routes.ts";
import { notificationsRoutes } from "#lib/notifications/routes.ts";
import { coverageRoutes } from "#lib/oncall/routes/coverage.ts";
import { feedRoutes } from "#lib/oncall/routes/feeds.ts";
import { onCallRoutes } from "#lib/oncall/routes/on-call.ts";
import { overrideRoutes } from "#lib/oncall/routes/overrides.ts";
import { rulesRoutes } from "#lib/oncall/routes/rules.ts";
import { scheduleRoutes } from "#lib/oncall/routes/schedules.ts";
import { swapRoutes } from "#lib/oncall/routes/swaps.ts";
import { peopleRoutes } from "#lib/people/routes.ts";
import type { Routes } from "#lib/platform/route.ts";
import { postmortemsRoutes } from "#lib/postmortems/routes.ts";
import { runbooksRoutes } from "#lib/runbooks/routes.ts";
import { searchRoutes } from "#lib/search/routes.ts";
import { servicesRoutes } from "#lib/services/routes.ts";
import { todayRoutes } from "#lib/today/routes.ts";
import { acknowledgeRoutes } from "./acknowledge-routes.ts";
import { catalogueRoutes } from "./catalogue-routes.ts";
import "./carried-work.ts";
import { leaveRoutes } from "./leave-routes.ts";

/** Every room's routes; a room that is not here is not reachable. */
export const roomRoutes: Routes[] = [
  authRoutes,
  peopleRoutes,
  auditRoutes,
  servicesRoutes,
  notificationsRoutes,
  onCallRoutes,
  scheduleRoutes,
  rulesRoutes,
  overrideRoutes,
  swapRoutes,
  feedRoutes,
  coverageRoutes,
  escalationRoutes,
  declareRoutes,
  incidentPeopleRoutes,
  incidentRoutes,
  incidentLifeRoutes,
  incidentTimelineRoutes,
  incidentTaskRoutes,
  incidentOutsideRoutes,
  templateRoutes,
  proposalRoutes,
  runRoutes,
  actionsRoutes,
  runbooksRoutes,
  postmortemsRoutes,
  handoffRoutes,
  kpisRoutes,
  todayRoutes,
  searchRoutes,
  catalogueRoutes,
  acknowledgeRoutes,
  leaveRoutes,
];

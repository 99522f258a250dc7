import { actionsRoutes } from "#lib/actions/routes.ts";
import { auditRoutes } from "#lib/audit/routes.ts";
import { authRoutes } from "#lib/auth/routes.ts";
import { checklistRoutes } from "#lib/checklists/routes.ts";
import { escalationRoutes } from "#lib/escalations/routes.ts";
import { handoffRoutes } from "#lib/handoffs/routes.ts";
import { incidentsRoutes } from "#lib/incidents/routes.ts";
import { kpisRoutes } from "#lib/kpis/routes.ts";
import { notificationsRoutes } from "#lib/notifications/routes.ts";
import { oncallRoutes } from "#lib/oncall/routes.ts";
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
  oncallRoutes,
  escalationRoutes,
  incidentsRoutes,
  checklistRoutes,
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

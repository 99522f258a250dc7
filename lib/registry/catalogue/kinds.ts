/** What each kind of the catalogue is called, and where what was made of it is found. */
import type { CatalogueKind } from "../catalogue-file.ts";

export interface KindWords {
  label: string;
  /** The place whose records are made from it; null: kept as reference. */
  place: { label: string; href: string } | null;
  /** For reference: where the portal has the matter itself already. */
  instead?: string;
}

const people = { label: "Teams and duty roles", href: "/settings/teams" };
const services = { label: "Services", href: "/services" };
const checklists = { label: "Checklists", href: "/checklists/templates" };
const kpis = { label: "KPIs", href: "/kpis" };
const runbooks = { label: "Runbooks", href: "/runbooks" };
const settings = { label: "Settings", href: "/settings" };

const live = (label: string, place: { label: string; href: string }): KindWords => ({ label, place });
const kept = (label: string, instead?: string): KindWords => ({
  label,
  place: null,
  ...(instead === undefined ? {} : { instead }),
});

/** In the order in which a person reads them. */
export const KIND_WORDS: Record<CatalogueKind, KindWords> = {
  profiles: live("Profiles", services),
  checklists: live("Checklists", checklists),
  deploymentChecklists: live("Deployment checklists", checklists),
  kpis: live("KPIs", kpis),
  metrics: live("Metrics", kpis),
  thresholdPresets: live("Threshold presets", services),
  runbooks: live("Runbooks", runbooks),
  recoveryProcedures: live("Recovery procedures", runbooks),
  responseProcedures: live("Response procedures", runbooks),
  severities: live("Severities", settings),
  escalationPolicies: live("Escalation policies", people),
  dutyRoles: live("Duty roles", people),
  vendors: live("Vendors and tools", services),
  settings: kept("Settings", "The settings hold these defaults and presets themselves."),
  incidentSources: kept("Sources of incidents", "Incidents know these sources already."),
  incidentImpactFields: kept("Impact of an incident"),
  postmortem: kept("Postmortem template", "Postmortems have these sections already."),
  onCall: kept("On-call duties"),
  handoff: kept("Shift handoff"),
  alertRules: kept("Alert rules"),
  alertTiers: kept("Alert tiers"),
  alertTierModels: kept("Alert tiers by profile"),
  alertMaintenance: kept("Review of alerts"),
  logSignals: kept("Log signals"),
  watchedEndpoints: kept("Watched endpoints"),
  monitoringMatrix: kept("What is monitored with what"),
  digests: kept("Digests"),
  securityDetections: kept("Security detections"),
  auditLog: kept("What an audit log holds"),
  environmentVariables: kept("Environment variables"),
  secretRotation: kept("Rotation of secrets"),
  changePolicies: kept("Change policies"),
  changeClasses: kept("Classes of change"),
  hotfixPolicy: kept("Hotfixes"),
  emergencyChange: kept("Emergency changes"),
  rollback: kept("Rollback"),
  launchWatch: kept("Launch watch"),
  scheduledJobs: kept("Scheduled jobs"),
  backupPolicies: kept("Backup policies"),
  drillTypes: kept("Recovery drills"),
  healthEndpoints: kept("Health endpoints"),
  apiConventions: kept("API conventions"),
  documentationReview: kept("Review of documents"),
  resources: kept("Resources and scaling"),
  channels: kept("Channels"),
  contactList: kept("Emergency contacts"),
  kpiRules: kept("Rules for KPIs", "The KPI pages go by these rules already."),
  runbookPolicy: kept("When runbooks are updated"),
  vendorRows: kept("Requirements behind the vendors"),
  guides: kept("Guides"),
  meta: kept("About the catalogue"),
};

export const KIND_ORDER = Object.keys(KIND_WORDS) as CatalogueKind[];

/** The kind of that name, or null. */
export const kindNamed = (name: string): CatalogueKind | null =>
  Object.hasOwn(KIND_WORDS, name) ? (name as CatalogueKind) : null;

import { z } from "zod";
import { listEscalations } from "#lib/escalations/queries.ts";
import { EscalationDto } from "#lib/escalations/schema.ts";
import { beHere } from "#lib/people/commands/be-here.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { getService } from "#lib/services/queries/services.ts";
import { acknowledgeIncident } from "./commands/acknowledge.ts";
import { addNote } from "./commands/add-note.ts";
import { addTask } from "./commands/add-task.ts";
import { attachFile } from "./commands/attach-file.ts";
import { cancelIncident } from "./commands/cancel.ts";
import { changeSeverity } from "./commands/change-severity.ts";
import { changeTask } from "./commands/change-task.ts";
import { closeIncident } from "./commands/close.ts";
import { closePage } from "./commands/close-page.ts";
import { type Declared, declareIncident } from "./commands/declare.ts";
import { editIncident } from "./commands/edit.ts";
import { escalateIncident } from "./commands/escalate.ts";
import { followIncident } from "./commands/follow.ts";
import { investigateIncident } from "./commands/investigate.ts";
import { linkIncident } from "./commands/link.ts";
import { mergeIncident } from "./commands/merge.ts";
import { mitigateIncident } from "./commands/mitigate.ts";
import { openPage } from "./commands/open-page.ts";
import { postUpdate } from "./commands/post-update.ts";
import { readPrivately } from "./commands/read-privately.ts";
import { reopenIncident } from "./commands/reopen.ts";
import { reportBlind } from "./commands/report-blind.ts";
import { resolveIncident } from "./commands/resolve.ts";
import { resolveByKey } from "./commands/resolve-by-key.ts";
import { setRole } from "./commands/set-role.ts";
import { starEntry } from "./commands/star.ts";
import { stopUpdates } from "./commands/stop-updates.ts";
import { watchFix } from "./commands/watch-fix.ts";
import { MAX_FILE } from "./model/file-kind.ts";
import { readCallable, readPager, readReportable } from "./queries/choices.ts";
import { readDetails } from "./queries/details.ts";
import { fileAnswer } from "./queries/files.ts";
import { boardIncidents, listIncidents } from "./queries/list.ts";
import { similarIncidents } from "./queries/similar.ts";
import { readIncident, readTimeline } from "./queries.ts";
import {
  AddEntry,
  AddTask,
  BlindReportDto,
  CallableDto,
  ChangeSeverity,
  ChangeTask,
  DeclareIncident,
  DetailsDto,
  EditIncident,
  EntryDto,
  EntryParams,
  Escalate,
  FileParams,
  FileQuery,
  Follow,
  FollowingDto,
  IdParams,
  IncidentDto,
  IncidentRow,
  LinkInput,
  ListIncidents,
  Merge,
  PagerDto,
  PostUpdate,
  Ref,
  ReportBlind,
  ResolveByKey,
  RoleParams,
  SetRole,
  SimilarDto,
  Star,
  TaskDto,
  TaskParams,
  Verb,
  WatchFix,
} from "./schema.ts";

export const incidentsRoutes = newRoutes();
const read = { who: "signed-in", scope: "incidents:read", team: "reader" } as const;
const work = { who: "signed-in", scope: "incidents:write", team: "member" } as const;

/** A remembered answer is given again only to somebody who may still see the incident. */
const stillVisible = (ctx: Ctx, answer: unknown) =>
  readIncident(ctx, z.object({ id: z.string() }).parse(answer).id);

/** The same for what is answered of a part of it. */
const ofIncident = (ctx: Ctx, _answer: unknown, params: { id: string }) => readIncident(ctx, params.id);

/** Reading a private incident as an administrator who is not part of it leaves an audit entry. */
async function readSeen(ctx: Ctx, id: string) {
  const seen = await readIncident(ctx, id);
  if (seen.asAdmin) await readPrivately(ctx, id);
  return seen.incident;
}

route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incidents",
  summary: "Incidents, newest first, filtered",
  team: "none",
  query: ListIncidents,
  answer: z.object({ items: z.array(IncidentRow), nextCursor: z.string().nullable(), limit: z.number() }),
  handle: ({ ctx, query }) => listIncidents(ctx, query),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incidents/board",
  summary: "Open incidents by status",
  team: "none",
  answer: z.object({
    columns: z.array(z.object({ status: z.string(), total: z.number(), items: z.array(IncidentRow) })),
  }),
  handle: ({ ctx }) => boardIncidents(ctx),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incidents/callable",
  summary: "People and teams one can call or give a role",
  team: "none",
  answer: CallableDto,
  handle: ({ ctx }) => readCallable(ctx),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/teams/{id}/pager",
  summary: "Who is told at once when a P0 or P1 opens on this team",
  params: IdParams,
  answer: z.object({ items: z.array(PagerDto) }),
  handle: async ({ ctx, params }) => ({ items: await readPager(ctx, params.id) }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents",
  summary: "Declare an incident; 200 and an entry if one with that key is open",
  team: "reader",
  body: DeclareIncident,
  status: 201,
  answer: IncidentDto,
  stillVisible,
  respond: ({ incident, made }: Declared) => ({ answer: incident, status: made ? 201 : 200 }),
  handle: ({ ctx, body }) => declareIncident(ctx, body),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incident-reports/teams",
  summary: "Closed teams one may report an incident to without seeing them",
  team: "none",
  answer: z.object({ items: z.array(Ref) }),
  handle: async ({ ctx }) => ({ items: await readReportable(ctx) }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incident-reports",
  summary: "Report an incident to a closed team; its number is all that is answered",
  team: "none",
  body: ReportBlind,
  status: 201,
  answer: BlindReportDto,
  handle: ({ ctx, body }) => reportBlind(ctx, body),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/resolve",
  summary: "Resolve the open incident with this key",
  team: "none",
  body: ResolveByKey,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, body }) => resolveByKey(ctx, body),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incidents/{id}",
  summary: "One incident",
  params: IdParams,
  answer: IncidentDto,
  handle: ({ ctx, params }) => readSeen(ctx, params.id),
});
route(incidentsRoutes, {
  ...work,
  method: "patch",
  path: "/incidents/{id}",
  summary: "Change what is written about an incident",
  params: IdParams,
  body: EditIncident,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => editIncident(ctx, { ...params, ...body }),
});

route(incidentsRoutes, {
  method: "put",
  path: "/incidents/{id}/presence",
  summary: "Say that you have it open; who else has",
  who: "signed-in",
  scope: "none",
  team: "reader",
  params: IdParams,
  answer: z.object({ items: z.array(Ref) }),
  handle: async ({ ctx, params }) => {
    const { incident } = await readIncident(ctx, params.id);
    return { items: await beHere(ctx, { kind: "incident", id: incident.id }) };
  },
});

const verbs = [
  ["acknowledge", "Acknowledge; a colleague's acknowledgement is joined", acknowledgeIncident],
  ["investigate", "Say that somebody looks for the cause", investigateIncident],
  ["mitigate", "Say that the harm has stopped", mitigateIncident],
  ["resolve", "Say that it is over", resolveIncident],
  ["close", "Close with its report", closeIncident],
  ["reopen", "Reopen with a reason", reopenIncident],
  ["cancel", "Cancel: declared in error, with a reason", cancelIncident],
] as const;
for (const [verb, summary, command] of verbs) {
  route(incidentsRoutes, {
    ...work,
    method: "post",
    path: `/incidents/{id}/${verb}`,
    summary,
    params: IdParams,
    body: Verb,
    answer: IncidentDto,
    stillVisible,
    handle: ({ ctx, params, body }) => command(ctx, { ...params, ...body }),
  });
}

route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/severity",
  summary: "Change the severity; lowering needs a reason",
  params: IdParams,
  body: ChangeSeverity,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => changeSeverity(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/escalate",
  summary: "Call a person or a team, with a reason",
  params: IdParams,
  body: Escalate,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => escalateIncident(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/merge",
  summary: "Merge into another incident",
  params: IdParams,
  body: Merge,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => mergeIncident(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incidents/{id}/timeline",
  summary: "The timeline, oldest first",
  params: IdParams,
  answer: z.object({ items: z.array(EntryDto) }),
  handle: async ({ ctx, params }) => {
    await readSeen(ctx, params.id);
    return { items: await readTimeline(ctx, params.id) };
  },
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/timeline",
  summary: "Add a note or a decision",
  params: IdParams,
  body: AddEntry,
  status: 201,
  answer: EntryDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, body }) => addNote(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...work,
  method: "put",
  path: "/incidents/{id}/timeline/{entryId}/star",
  summary: "Star an entry for the postmortem, or take the star away",
  params: EntryParams,
  body: Star,
  answer: EntryDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, body }) => starEntry(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/updates",
  summary: "Write an update",
  params: IdParams,
  body: PostUpdate,
  status: 201,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => postUpdate(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...work,
  method: "put",
  path: "/incidents/{id}/roles/{role}",
  summary: "Give a role, or empty it",
  params: RoleParams,
  body: SetRole,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => setRole(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/links",
  summary: "Link a check, runbook, incident, vendor or address",
  params: IdParams,
  body: LinkInput,
  status: 201,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => linkIncident(ctx, { ...params, link: body }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/files",
  summary: "Attach a picture, a PDF or a text: the body is the file",
  params: IdParams,
  query: FileQuery,
  bytes: MAX_FILE,
  status: 201,
  answer: EntryDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, query, bytes }) => attachFile(ctx, { ...params, name: query.name, bytes }),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incidents/{id}/files/{fileId}",
  summary: "One file of an incident, as it was attached",
  params: FileParams,
  answer: z.string(),
  handle: async ({ ctx, params }) => {
    await readSeen(ctx, params.id);
    return fileAnswer(ctx, params);
  },
});
route(incidentsRoutes, {
  ...work,
  method: "put",
  path: "/incidents/{id}/following",
  summary: "Follow an incident, or stop",
  team: "reader",
  params: IdParams,
  body: Follow,
  answer: FollowingDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, body }) => followIncident(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incidents/{id}/similar",
  summary: "Earlier incidents that resemble it, with how far their actions are",
  params: IdParams,
  answer: z.object({ items: z.array(SimilarDto) }),
  handle: async ({ ctx, params }) => ({ items: await similarIncidents(ctx, await readSeen(ctx, params.id)) }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/watch",
  summary: "Watch the fix for 5 to 10 minutes before it counts as resolved",
  params: IdParams,
  body: WatchFix,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => watchFix(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/tasks",
  summary: "Add something to do",
  params: IdParams,
  body: AddTask,
  status: 201,
  answer: TaskDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, body }) => addTask(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...work,
  method: "patch",
  path: "/incidents/{id}/tasks/{taskId}",
  summary: "Say that a task is done, take that back, give it to somebody",
  params: TaskParams,
  body: ChangeTask,
  answer: TaskDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, body }) => changeTask(ctx, { ...params, ...body }),
});
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/incidents/{id}/details",
  summary: "What its page shows beside it: roles, links, escalations, who hears of it outside",
  params: IdParams,
  answer: DetailsDto,
  handle: async ({ ctx, params }) => readDetails(ctx, await readSeen(ctx, params.id)),
});
for (const [method, summary, command] of [
  ["post", "Make the page for outsiders under a new link", openPage],
  ["delete", "Take the page for outsiders back", closePage],
] as const) {
  route(incidentsRoutes, {
    ...work,
    method,
    path: "/incidents/{id}/page",
    summary,
    params: IdParams,
    answer: IncidentDto,
    stillVisible,
    handle: ({ ctx, params }) => command(ctx, params),
  });
}
route(incidentsRoutes, {
  ...read,
  method: "get",
  path: "/escalations",
  summary: "The escalations of an incident, with whom they told",
  team: "reader",
  query: z.object({ incidentId: IdParams.shape.id }),
  answer: z.object({ items: z.array(EscalationDto) }),
  handle: async ({ ctx, query }) => {
    await readSeen(ctx, query.incidentId);
    return { items: await listEscalations(ctx, { kind: "incident", id: query.incidentId }) };
  },
});
route(incidentsRoutes, {
  who: "signed-in",
  scope: "services:write",
  method: "post",
  path: "/services/{id}/stop-updates",
  summary: "Receive the stakeholder updates of a service no more",
  team: "reader",
  params: IdParams,
  answer: z.object({ receives: z.boolean() }),
  stillVisible: (ctx, _answer, params) => getService(ctx, params.id),
  handle: ({ ctx, params }) => stopUpdates(ctx, { serviceId: params.id }),
});

import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { addNote } from "../commands/add-note.ts";
import { attachFile } from "../commands/attach-file.ts";
import { starEntry } from "../commands/star.ts";
import { MAX_FILE } from "../model/file-kind.ts";
import { fileAnswer } from "../queries/files.ts";
import { readTimeline } from "../queries.ts";
import { ofIncident, read, readSeen, work } from "../routes.ts";
import { AddEntry, EntryDto, EntryParams, FileParams, FileQuery, Star } from "../schema/timeline.ts";
import { IdParams } from "../schema.ts";

export const incidentTimelineRoutes = newRoutes();

route(incidentTimelineRoutes, {
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
route(incidentTimelineRoutes, {
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
route(incidentTimelineRoutes, {
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
route(incidentTimelineRoutes, {
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
route(incidentTimelineRoutes, {
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

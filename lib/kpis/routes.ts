import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { getService } from "#lib/services/queries/services.ts";
import { addSample } from "./commands/add-sample.ts";
import { createKpi } from "./commands/create.ts";
import { editKpi } from "./commands/edit.ts";
import { removeTarget, setTarget } from "./commands/set-target.ts";
import { voidSample } from "./commands/void-sample.ts";
import { evidenceCsv, overviewCsv, trendCsv } from "./queries/csv.ts";
import { getEvidence } from "./queries/evidence.ts";
import { getOverview } from "./queries/overview.ts";
import { getTrend } from "./queries/trend.ts";
import { getKpi, getSample, listKpis, listSamples } from "./queries.ts";
import { CreateKpi, EditKpi, KpiDto, ListQuery, SetTarget, TargetParams } from "./schema/definitions.ts";
import { EvidenceDto, EvidenceQuery } from "./schema/evidence.ts";
import { OverviewDto, OverviewQuery } from "./schema/overview.ts";
import { AddSample, SampleDto, SampleList, SampleParams, SampleQuery, VoidSample } from "./schema/samples.ts";
import { TrendDto, TrendQuery } from "./schema/trend.ts";
import { KeyParams } from "./schema.ts";

export const kpisRoutes = newRoutes();
const one = kpisRoutes;
const read = { method: "get", who: "signed-in", scope: "kpis:read" } as const;
const csv = { ...read, answer: z.string() } as const;

/** A file that a browser keeps instead of showing. */
function file(body: string | ReadableStream<Uint8Array>, name: string): Response {
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name.replace(/[^a-z0-9.-]/gi, "-")}"`,
    },
  });
}

route(one, {
  ...read,
  path: "/kpis",
  summary: "Definitions with their targets",
  query: ListQuery,
  answer: z.object({ items: z.array(KpiDto) }),
  handle: async ({ ctx, query }) => ({
    items: await listKpis(ctx, {
      archived: query.archived === "true",
      ...(query.group ? { group: query.group } : {}),
    }),
  }),
});
route(one, {
  ...read,
  path: "/kpis/overview",
  summary: "Every KPI with verdict, change and sparkline",
  query: OverviewQuery,
  answer: OverviewDto,
  handle: ({ ctx, query }) => getOverview(ctx, query),
});
route(one, {
  ...csv,
  path: "/kpis/overview.csv",
  summary: "The overview as CSV",
  query: OverviewQuery,
  handle: async ({ ctx, query }) => file(await overviewCsv(ctx, query), "kpis.csv"),
});
route(one, {
  method: "post",
  path: "/kpis",
  summary: "Define a KPI of one's own",
  who: "responder",
  scope: "kpis:write",
  body: CreateKpi,
  status: 201,
  answer: KpiDto,
  handle: ({ ctx, body }) => createKpi(ctx, body),
});
route(one, {
  ...read,
  path: "/kpis/{key}",
  summary: "One definition",
  params: KeyParams,
  answer: KpiDto,
  handle: ({ ctx, params }) => getKpi(ctx, params.key),
});
route(one, {
  method: "patch",
  path: "/kpis/{key}",
  summary: "Change target, window or words",
  who: "responder",
  scope: "kpis:write",
  params: KeyParams,
  body: EditKpi,
  answer: KpiDto,
  handle: ({ ctx, params, body }) => editKpi(ctx, { ...body, ...params }),
});
route(one, {
  method: "put",
  path: "/kpis/{key}/targets/{serviceId}",
  summary: "A service's own target",
  who: "responder",
  scope: "kpis:write",
  team: "lead",
  params: TargetParams,
  body: SetTarget,
  answer: KpiDto,
  stillVisible: (ctx, _answer, params) => getService(ctx, params.serviceId),
  handle: ({ ctx, params, body }) => setTarget(ctx, { ...body, ...params }),
});
route(one, {
  method: "delete",
  path: "/kpis/{key}/targets/{serviceId}",
  summary: "Back to the preset",
  who: "responder",
  scope: "kpis:write",
  team: "lead",
  params: TargetParams,
  answer: KpiDto,
  stillVisible: (ctx, _answer, params) => getService(ctx, params.serviceId),
  handle: ({ ctx, params }) => removeTarget(ctx, params),
});
route(one, {
  ...read,
  path: "/kpis/{key}/trend",
  summary: "Points over time with target, verdict and the period before",
  params: KeyParams,
  query: TrendQuery,
  answer: TrendDto,
  handle: ({ ctx, params, query }) => getTrend(ctx, params.key, query),
});
route(one, {
  ...csv,
  path: "/kpis/{key}/trend.csv",
  summary: "The points as CSV",
  params: KeyParams,
  query: TrendQuery,
  handle: async ({ ctx, params, query }) =>
    file(await trendCsv(ctx, params.key, query), `${params.key}-trend.csv`),
});
route(one, {
  ...read,
  path: "/kpis/{key}/evidence",
  summary: "The rows behind the number",
  params: KeyParams,
  query: EvidenceQuery,
  answer: EvidenceDto,
  handle: ({ ctx, params, query }) => getEvidence(ctx, params.key, query),
});
route(one, {
  ...csv,
  path: "/kpis/{key}/evidence.csv",
  summary: "Every row behind the number, with why it was left out",
  params: KeyParams,
  query: EvidenceQuery,
  handle: async ({ ctx, params, query }) =>
    file(await evidenceCsv(ctx, params.key, query), `${params.key}-rows.csv`),
});
route(one, {
  ...read,
  path: "/kpis/{key}/samples",
  summary: "The values behind a KPI, newest first",
  params: KeyParams,
  query: SampleQuery,
  answer: SampleList,
  handle: ({ ctx, params, query }) => listSamples(ctx, params.key, query),
});
route(one, {
  method: "post",
  path: "/kpis/{key}/samples",
  summary: "Record a value; with correctsId it replaces another",
  who: "responder",
  scope: "kpis:write",
  team: "member",
  params: KeyParams,
  body: AddSample,
  status: 201,
  answer: SampleDto,
  stillVisible: async (ctx, answer) => {
    const { key, id } = answer as SampleDto;
    return getSample(ctx, key, id);
  },
  handle: ({ ctx, params, body }) => addSample(ctx, { ...body, ...params }),
});
route(one, {
  method: "post",
  path: "/kpis/{key}/samples/{id}/void",
  summary: "Take a value back, with the reason",
  who: "responder",
  scope: "kpis:write",
  team: "member",
  params: SampleParams,
  body: VoidSample,
  answer: SampleDto,
  stillVisible: (ctx, _answer, params) => getSample(ctx, params.key, params.id),
  handle: ({ ctx, params, body }) => voidSample(ctx, { ...body, ...params }),
});

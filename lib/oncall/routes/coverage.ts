import { newRoutes, route } from "#lib/platform/route.ts";
import { answerSurvey } from "../commands/answer-survey.ts";
import { coverage } from "../queries/coverage.ts";
import { surveysAsked } from "../queries/surveys.ts";
import { items, own, read } from "../routes.ts";
import { AnswerSurvey, CoverageDto, CoverageQuery, SurveyDto } from "../schema/coverage.ts";
import { MyShiftDto } from "../schema/on-call.ts";
import { ScheduleParams } from "../schema.ts";

export const coverageRoutes = newRoutes();

route(coverageRoutes, {
  ...read,
  method: "get",
  path: "/on-call/coverage",
  summary: "One month: services with nobody on call, hours, nights and weekends by person, pages by shift",
  query: CoverageQuery,
  answer: CoverageDto,
  handle: ({ ctx, query }) => coverage(ctx, query),
});
route(coverageRoutes, {
  ...own,
  method: "get",
  path: "/on-call/surveys",
  summary: "My shifts that have just ended and of which I have not said how they were",
  answer: items(MyShiftDto),
  handle: async ({ ctx }) => ({ items: await surveysAsked(ctx) }),
});
route(coverageRoutes, {
  ...own,
  method: "post",
  path: "/shifts/{id}/survey",
  summary: "Say how a shift of mine was: sleep, load, a few words",
  params: ScheduleParams,
  body: AnswerSurvey,
  answer: SurveyDto,
  handle: ({ ctx, params, body }) => answerSurvey(ctx, { ...body, id: params.id }),
});

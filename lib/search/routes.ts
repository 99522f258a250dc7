import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { searchEverything } from "./queries.ts";
import { FoundDto, SearchQuery } from "./schema.ts";

export const searchRoutes = newRoutes();

route(searchRoutes, {
  method: "get",
  path: "/search",
  summary: "Find anything by its name, under one's own rights",
  who: "signed-in",
  scope: "incidents:read",
  query: SearchQuery,
  answer: z.object({ items: z.array(FoundDto) }),
  handle: async ({ ctx, query }) => ({ items: await searchEverything(ctx, query.q) }),
});

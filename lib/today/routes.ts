import { newRoutes, route } from "#lib/platform/route.ts";
import { readKept } from "./queries/kept.ts";
import { KeptDto } from "./schema.ts";

export const todayRoutes = newRoutes();

route(todayRoutes, {
  method: "get",
  path: "/me/kept",
  summary: "What a browser keeps for the time the server is away",
  who: "signed-in",
  scope: "none",
  answer: KeptDto,
  handle: ({ ctx }) => readKept(ctx),
});

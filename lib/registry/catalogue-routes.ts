import { newRoutes, route } from "#lib/platform/route.ts";
import { loadCatalogue } from "./catalogue/load.ts";
import { describeCatalogue, listEntries, starterCatalogue } from "./catalogue/queries.ts";
import * as s from "./catalogue/schema.ts";

export const catalogueRoutes = newRoutes();
const read = { who: "signed-in", scope: "services:read" } as const;

route(catalogueRoutes, {
  ...read,
  method: "get",
  path: "/catalogue",
  summary: "The starter catalogue's profiles: what each brings, and which are loaded",
  answer: s.CatalogueDto,
  handle: ({ ctx }) => describeCatalogue(ctx),
});
route(catalogueRoutes, {
  who: "admin",
  scope: "none",
  method: "post",
  path: "/catalogue/load",
  summary: "Load profiles for a team, and give one to a service; answers what became of each kind",
  body: s.LoadCatalogue,
  answer: s.LoadReport,
  handle: ({ ctx, body }) => loadCatalogue(ctx, body, starterCatalogue()),
});
route(catalogueRoutes, {
  ...read,
  method: "get",
  path: "/catalogue/entries",
  summary: "What was loaded, as the files said it",
  query: s.ListEntries,
  answer: s.EntryList,
  handle: ({ ctx, query }) => listEntries(ctx, query),
});

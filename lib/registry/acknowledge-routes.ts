import { z } from "zod";
import { acknowledgeByLink } from "#lib/incidents/commands/acknowledge-by-link.ts";
import { newRoutes, route } from "#lib/platform/route.ts";

/** Acknowledging from a mail or a push, without a session: the secret in the body is the right. */
export const acknowledgeRoutes = newRoutes();

route(acknowledgeRoutes, {
  method: "post",
  path: "/acknowledge",
  summary: "Acknowledge the one incident that a page's link is for",
  who: "secret",
  scope: "none",
  body: z.strictObject({
    right: z
      .string({ error: "The link is not whole." })
      .min(16, "The link is not whole.")
      .max(200, { error: "The link is not whole.", abort: true }),
  }),
  answer: z.object({ number: z.string(), severity: z.string(), joined: z.boolean() }),
  handle: ({ ctx, body, http }) => acknowledgeByLink(ctx, body, http.get("address")),
});

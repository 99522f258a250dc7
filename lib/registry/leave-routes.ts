import { z } from "zod";
import { publicUrl } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { leaveUpdates } from "#lib/services/commands/leave-updates.ts";
import { Leave } from "#lib/services/schema.ts";

/** Leaving by the reader's mail program: one press there, without a browser and without a page (RFC 8058). */
export const leaveRoutes = newRoutes();

/** What such a program posts is a form with one known field; anything else was not a person's press. */
async function wasPressed(bytes: Uint8Array<ArrayBuffer>, type: string | undefined): Promise<boolean> {
  const form = await new Response(bytes, { headers: { "content-type": type ?? "" } })
    .formData()
    .catch(() => null);
  return form?.get("List-Unsubscribe") === "One-Click";
}

route(leaveRoutes, {
  method: "post",
  path: "/updates/leave",
  summary: "Leave the updates of a service, as mail programs do it for their reader",
  who: "secret",
  scope: "none",
  query: Leave,
  bytes: 1_048_576,
  answer: z.object({ service: z.string() }),
  handle: async ({ ctx, query, bytes, http }) => {
    if (!(await wasPressed(bytes, http.req.header("content-type"))))
      throw new AppError("bad_request", "Send the form List-Unsubscribe=One-Click, or open the address.");
    return leaveUpdates(ctx, query, http.get("address"));
  },
});
route(leaveRoutes, {
  method: "get",
  path: "/updates/leave",
  summary: "For programs that only open the address: the page that asks first",
  who: "secret",
  scope: "none",
  query: Leave,
  answer: z.object({}),
  handle: async ({ query }) =>
    new Response(null, {
      status: 303,
      headers: { location: `${publicUrl()}/leave?leave=${encodeURIComponent(query.leave)}` },
    }),
});

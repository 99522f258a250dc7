import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { readPrivately } from "./commands/read-privately.ts";
import { readIncident } from "./queries.ts";

/** Who may call at all: a read, and work on an incident. */
export const read = { who: "signed-in", scope: "incidents:read", team: "reader" } as const;
export const work = { who: "signed-in", scope: "incidents:write", team: "member" } as const;

/** A remembered answer is given again only to somebody who may still see the incident. */
export const stillVisible = (ctx: Ctx, answer: unknown) =>
  readIncident(ctx, z.object({ id: z.string() }).parse(answer).id);

/** The same for what is answered of a part of it. */
export const ofIncident = (ctx: Ctx, _answer: unknown, params: { id: string }) =>
  readIncident(ctx, params.id);

/** Reading a private incident as an administrator who is not part of it leaves an audit entry. */
export async function readSeen(ctx: Ctx, id: string) {
  const seen = await readIncident(ctx, id);
  if (seen.asAdmin) await readPrivately(ctx, id);
  return seen.incident;
}

import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { getSchedule } from "./queries/schedules.ts";

/** Who may call at all: a read, a write, and what concerns nobody but the asker. */
export const read = { who: "signed-in", scope: "schedules:read" } as const;
export const write = { who: "responder", scope: "schedules:write" } as const;
export const own = { who: "signed-in", scope: "none" } as const;

/** A remembered answer is given again only to somebody who may still see the schedule. */
export const ofSchedule = (ctx: Ctx, _answer: unknown, params: { id: string }) => getSchedule(ctx, params.id);

/** The answer of a list that comes as a whole. */
export const items = <S extends z.ZodType>(of: S) => z.object({ items: z.array(of) });

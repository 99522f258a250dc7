import { z } from "zod";

/** Who may call at all: a read, work on a run or a proposal, and what a lead decides. */
export const read = { who: "signed-in", scope: "checklists:read", team: "reader" } as const;
export const work = { who: "responder", scope: "checklists:write", team: "member" } as const;
export const lead = { who: "responder", scope: "checklists:write", team: "lead" } as const;

/** The answer of a list that comes by pages. */
export const page = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), limit: z.number() });

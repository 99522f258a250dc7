import { z } from "zod";

export const EscalationDto = z.object({
  id: z.string(),
  cause: z.enum(["opened", "by-hand"]),
  reason: z.string(),
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  endReason: z.string().nullable(),
  pages: z.array(
    z.object({
      user: z.object({ id: z.string(), name: z.string() }),
      because: z.string(),
      at: z.string(),
      /** When they saw it in their inbox. */
      seenAt: z.string().nullable(),
    }),
  ),
});
export type EscalationDto = z.infer<typeof EscalationDto>;

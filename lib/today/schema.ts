import { z } from "zod";

const Person = z.object({ name: z.string(), phone: z.string().nullable() });

/**
 * What a browser keeps of one person's portal for the time the server is away: what they may read at this moment, and
 * nothing else.
 */
export const KeptDto = z.object({
  /** When the server said it. */
  at: z.string(),
  person: z.object({ id: z.string(), name: z.string(), zone: z.string() }),
  incidents: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      title: z.string(),
      severity: z.string(),
      status: z.string(),
      service: z.string(),
      owner: z.string().nullable(),
      openedAt: z.string(),
    }),
  ),
  /** Who holds the pager of each of the person's teams, the first to ring first. */
  onCall: z.array(
    z.object({
      team: z.string(),
      people: z.array(Person),
      /** Who comes in the next 24 hours, and when; null: nobody. */
      next: z.array(z.object({ line: z.string(), name: z.string().nullable(), at: z.string() })),
    }),
  ),
  contacts: z.array(Person.extend({ email: z.string(), confirmedAt: z.string().nullable() })),
  runs: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      service: z.string(),
      dueAt: z.string().nullable(),
      itemsDone: z.number(),
      itemsTotal: z.number(),
    }),
  ),
  runbooks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      parts: z.array(z.object({ head: z.string(), lines: z.array(z.string()) })),
    }),
  ),
});
export type KeptDto = z.infer<typeof KeptDto>;

import { z } from "zod";
import { JudgedBy, named, number, period, periodDto, status } from "../schema.ts";

export const EvidenceQuery = z.object(period);
export type EvidenceQuery = z.infer<typeof EvidenceQuery>;

export const EvidenceRow = z.object({
  id: z.string(),
  at: z.string(),
  value: number,
  label: z.string(),
  url: z.string().nullable(),
  note: z.string(),
});
export type EvidenceRow = z.infer<typeof EvidenceRow>;

export const EvidenceDto = z.object({
  key: z.string(),
  name: z.string(),
  unit: z.string(),
  period: periodDto,
  asOf: z.string(),
  service: named.nullable(),
  value: number,
  status,
  judgedBy: JudgedBy,
  /** What is computed over what, ready to be shown as code. */
  expression: z.string(),
  formula: z.string(),
  counted: z.number(),
  leftOut: z.array(z.object({ reason: z.string(), count: z.number() })),
  /** Facts beside the number: median, p95, how many the declarer acknowledged. */
  facts: z.array(z.object({ label: z.string(), value: number, unit: z.string() })),
  /** Not yet acknowledged or resolved: beside the number, with the age in seconds. */
  waiting: z.array(z.object({ id: z.string(), label: z.string(), url: z.string(), ageSeconds: z.number() })),
  waitingCount: z.number(),
  /** "Slowest" or "Lowest": what the rows below are. */
  rowsTitle: z.string(),
  rows: z.array(EvidenceRow),
});
export type EvidenceDto = z.infer<typeof EvidenceDto>;

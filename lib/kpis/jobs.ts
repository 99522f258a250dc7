import { z } from "zod";
import type { JobDefinition } from "#lib/platform/jobs.ts";
import { takeReading } from "./commands/take-reading.ts";

const Recorded = z.object({
  runId: z.string().min(1),
  itemKey: z.string().min(1),
  metric: z.string().nullish(),
  kpiKey: z.string().nullish(),
  value: z.number().nullable(),
  at: z.iso.datetime({ offset: true }),
  serviceId: z.guid().nullish(),
  byId: z.guid().nullish(),
});

export const kpiJobs: JobDefinition[] = [
  {
    name: "kpis.take-reading",
    async run(ctx, payload) {
      const reading = Recorded.parse(payload);
      await takeReading(ctx, {
        runId: reading.runId,
        itemKey: reading.itemKey,
        value: reading.value,
        metric: reading.metric ?? null,
        kpiKey: reading.kpiKey ?? null,
        serviceId: reading.serviceId ?? null,
        byId: reading.byId ?? null,
        at: new Date(reading.at),
      });
    },
  },
];

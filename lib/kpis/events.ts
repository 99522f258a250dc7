import type { Audience, DomainEvent } from "#lib/platform/events.ts";

/** The definition changed: name, target, window or archive. */
export const kpiChanged = (kpi: { key: string; version: number }): DomainEvent => ({
  name: "kpi.changed",
  subject: { kind: "kpi", id: kpi.key },
  version: kpi.version,
  audience: { all: true },
  payload: { key: kpi.key },
});

/** A value was recorded, corrected or taken back. */
export const sampleRecorded = (
  what: "recorded" | "corrected" | "voided",
  sample: { id: string; kpiKey: string; serviceId: string | null },
  audience: Audience,
): DomainEvent => ({
  name: `kpi.sample-${what}`,
  subject: { kind: "kpi", id: sample.kpiKey },
  version: 0,
  audience,
  payload: { key: sample.kpiKey, sampleId: sample.id, serviceId: sample.serviceId },
});

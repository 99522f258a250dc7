import { z } from "zod";
import { id, optionalText, text } from "#lib/platform/input.ts";
import { INCIDENT_TYPES, SOURCES } from "../model.ts";
import { httpUrl, severity } from "../schema.ts";
import { LinkInput } from "./links.ts";

export const DeclareIncident = z.strictObject({
  title: text(200, "The title"),
  severity,
  teamId: id,
  serviceId: id.optional(),
  summary: optionalText(5000, "The summary").default(""),
  private: z.boolean("private is true or false.").optional(),
  type: z.enum(INCIDENT_TYPES, "Choose downtime, security, data-loss or other.").optional(),
  source: z.enum(SOURCES, "This is not a source.").default("person"),
  dedupKey: text(200, "The key").optional(),
  externalUrl: httpUrl.optional(),
  iAmOnIt: z.boolean("iAmOnIt is true or false.").default(false),
  link: LinkInput.optional(),
});
export type DeclareIncident = z.infer<typeof DeclareIncident>;

/** What a person outside a closed team may tell it. */
export const ReportBlind = z.strictObject({
  teamId: id,
  title: text(200, "The title"),
  severity,
  summary: optionalText(5000, "The summary").default(""),
});
export type ReportBlind = z.infer<typeof ReportBlind>;

export const ResolveByKey = z.strictObject({
  dedupKey: text(200, "The key"),
  teamId: id.optional(),
  note: optionalText(5000).optional(),
});

/** All that the reporter learns: that it was received, and under which number. */
export const BlindReportDto = z.object({ number: z.number(), receivedAt: z.string() });
export type BlindReportDto = z.infer<typeof BlindReportDto>;

/** Somebody who is told at once; `phone` for ringing them when the portal cannot. */
export const PagerDto = z.object({
  id: z.string(),
  name: z.string(),
  because: z.enum(["scheduled", "keeps", "incoming", "lead", "deputy", "admin"]),
  phone: z.string().nullable(),
});
export type PagerDto = z.infer<typeof PagerDto>;

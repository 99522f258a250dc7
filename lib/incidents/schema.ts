import { z } from "zod";
import { id } from "#lib/platform/input.ts";
import { SEVERITIES } from "./model.ts";

export const severity = z.enum(SEVERITIES, "Choose P0, P1, P2, P3 or P4.");
export const httpUrl = z
  .url({ protocol: /^https?$/, error: "Give an http or https address." })
  .max(2000, "An address may have at most 2000 characters.");

export const IdParams = z.object({ id });

export const Ref = z.object({ id: z.string(), name: z.string() });
export type Ref = z.infer<typeof Ref>;

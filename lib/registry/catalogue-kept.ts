/** Kinds of the catalogue that a team reads as they stand. */
import { z } from "zod";
import { alertKinds } from "./catalogue-alerts.ts";
import { changeKinds } from "./catalogue-changes.ts";
import { documentKinds } from "./catalogue-documents.ts";
import { launchWatch } from "./catalogue-launches.ts";
import { key, number, profile, text, texts } from "./catalogue-parts.ts";
import { recoveryKinds } from "./catalogue-recovery.ts";
import { securityKinds } from "./catalogue-security.ts";

export const referenceKinds = {
  meta: z.strictObject({
    catalogueVersion: number,
    language: key,
    conventions: z.record(key, z.union([text, texts])),
    defaultZone: z.literal("team"),
  }),
  guides: z.array(z.strictObject({ key, title: text, profile })),
  ...alertKinds,
  ...securityKinds,
  ...changeKinds,
  launchWatch,
  ...recoveryKinds,
  ...documentKinds,
};

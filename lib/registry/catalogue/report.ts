import type { Catalogue, CatalogueItem, CatalogueKind } from "../catalogue-file.ts";
import { KIND_ORDER, KIND_WORDS } from "./kinds.ts";
import type { Fate, Outcome } from "./outcome.ts";
import type { KindReport, LoadReport } from "./schema.ts";

export interface Kept {
  item: CatalogueItem;
  outcome: Outcome;
}

const reasons = (kept: readonly Kept[], fate: Fate) =>
  kept
    .filter(({ outcome }) => outcome.fate === fate)
    .map(({ item, outcome }) => ({ key: item.key, title: item.title, why: outcome.why ?? "" }));

/** The account of one kind. What is in the file and in none of its columns would show as a wrong sum. */
export function reportKind(kind: CatalogueKind, inFile: number, kept: readonly Kept[]): KindReport {
  const count = (fate: Fate) => kept.filter(({ outcome }) => outcome.fate === fate).length;
  const { label, place, instead } = KIND_WORDS[kind];
  return {
    kind,
    label,
    place,
    instead: instead ?? null,
    inFile,
    otherProfiles: inFile - kept.length,
    inScope: kept.length,
    made: count("made"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    keptEdits: count("kept"),
    asReference: count("reference"),
    skipped: reasons(kept, "skipped"),
    kept: reasons(kept, "kept"),
  };
}

/** Every kind of the file, in reading order, also those of which nothing was in scope. */
export function reportKinds(catalogue: Catalogue, kept: readonly Kept[]): KindReport[] {
  const inFile = catalogue.kinds();
  return KIND_ORDER.map((kind) =>
    reportKind(
      kind,
      inFile[kind],
      kept.filter(({ item }) => item.kind === kind),
    ),
  );
}

export function totalsOf(kinds: readonly KindReport[]): LoadReport["totals"] {
  const sum = (of: (one: KindReport) => number) => kinds.reduce((total, one) => total + of(one), 0);
  return {
    inFile: sum((one) => one.inFile),
    otherProfiles: sum((one) => one.otherProfiles),
    inScope: sum((one) => one.inScope),
    made: sum((one) => one.made),
    updated: sum((one) => one.updated),
    unchanged: sum((one) => one.unchanged),
    keptEdits: sum((one) => one.keptEdits),
    asReference: sum((one) => one.asReference),
    skipped: sum((one) => one.skipped.length),
  };
}

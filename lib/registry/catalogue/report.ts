import type { Catalogue, CatalogueItem, CatalogueKind } from "../catalogue-file.ts";
import { KIND_ORDER, KIND_WORDS } from "./kinds.ts";
import type { Fate, Outcome } from "./outcome.ts";
import type { KindReport, LoadReport } from "./schema.ts";
import { titleOf } from "./titles.ts";

export interface Kept {
  item: CatalogueItem;
  outcome: Outcome;
}

const reasons = (catalogue: Catalogue, kept: readonly Kept[], fate: Fate) =>
  kept
    .filter(({ outcome }) => outcome.fate === fate)
    .map(({ item, outcome }) => ({ key: item.key, title: titleOf(item, catalogue), why: outcome.why ?? "" }));

/** The account of one kind. What is in the file and in none of its columns would show as a wrong sum. */
function reportKind(catalogue: Catalogue, kind: CatalogueKind, kept: readonly Kept[]): KindReport {
  const inFile = catalogue.kinds()[kind];
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
    skipped: reasons(catalogue, kept, "skipped"),
    kept: reasons(catalogue, kept, "kept"),
  };
}

/** Every kind of the file, in reading order, also those of which nothing was in scope. */
export function reportKinds(catalogue: Catalogue, kept: readonly Kept[]): KindReport[] {
  return KIND_ORDER.map((kind) =>
    reportKind(
      catalogue,
      kind,
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

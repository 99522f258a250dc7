import { definitionOf } from "#lib/services/model.ts";
import type { Catalogue, CatalogueItem } from "../catalogue-file.ts";
import { KIND_WORDS } from "./kinds.ts";

const spoken = (slug: string) => {
  const words = slug.replaceAll(/[_/-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** "Error rate, ratio": what a preset's figures are about; its profile stands beside it. */
function presetTitle(content: unknown, catalogue: Catalogue): string {
  const { metric, aggregation } = content as { metric: string; aggregation?: string };
  const name = catalogue.content.metrics.find((one) => one.key === metric)?.name ?? spoken(metric);
  return aggregation && aggregation !== "unspecified" ? `${name}, ${aggregation}` : name;
}

/** What a person calls a thing of the catalogue: many have a key only. */
export function titleOf(item: CatalogueItem, catalogue: Catalogue): string {
  if (item.kind === "settings") return definitionOf(item.key)?.label ?? spoken(item.key);
  if (item.kind === "thresholdPresets") return presetTitle(item.content, catalogue);
  if (item.key === item.kind) return KIND_WORDS[item.kind].label;
  return item.title === item.key ? spoken(item.title) : item.title;
}

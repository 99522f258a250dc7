export const KIND_WORDS: Record<string, string> = {
  response: "Response",
  recovery: "Recovery",
  reference: "Reference",
};

export const SIGNS: Record<string, string> = { gt: ">", gte: "≥", lt: "<", lte: "≤", eq: "=" };

/** "unresolved_minutes" → "unresolved minutes". */
export const metricWords = (metric: string): string => metric.replaceAll("_", " ");

/** What the KPI page's address holds. */
export interface Place {
  service?: string | undefined;
  days?: number | undefined;
  kpi?: string | undefined;
  compare?: string | undefined;
  asOf?: string | undefined;
}

/** The address of the page with some of it changed; a default is left out. */
export function kpiUrl(
  place: Place,
  change: Partial<Record<keyof Place, string | number | null>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...place, ...change })) {
    if (value === null || value === undefined || value === "") continue;
    if (name === "days" && Number(value) === 30) continue;
    query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `/kpis?${text}` : "/kpis";
}

/** The same question to the API, for a CSV link. */
export function csvUrl(path: string, asked: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value);
  return `/api/v1/kpis/${path}?${query.toString()}`;
}

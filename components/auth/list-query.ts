export type PageQuery = Promise<Record<string, string | string[] | undefined>>;

/** A page's query as single texts: the first of each name, empty ones left out. */
export async function readQuery(given: PageQuery): Promise<Record<string, string>> {
  const pairs = Object.entries(await given).map(([name, value]) => [name, [value].flat()[0] ?? ""] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ""));
}

/** The same page with `change` over its query; an empty value takes a name away. */
export function pageUrl(path: string, query: Record<string, string>, change: Record<string, string>): string {
  const entries = Object.entries({ ...query, ...change }).filter(([, value]) => value !== "");
  const text = new URLSearchParams(entries).toString();
  return text ? `${path}?${text}` : path;
}

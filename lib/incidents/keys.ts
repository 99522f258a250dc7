/** Keys of what the browser holds about incidents. */
export const incidentKeys = {
  all: ["incidents"] as const,
  /** One filtered list; `filter` is the query string without cursor. */
  list: (filter: string) => ["incidents", "list", filter] as const,
  one: (id: string) => ["incidents", "one", id] as const,
  similar: (id: string) => ["incidents", "similar", id] as const,
  callable: ["incidents", "callable"] as const,
  pager: (teamId: string) => ["incidents", "pager", teamId] as const,
};

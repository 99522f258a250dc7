import type { DeclaredRoute } from "#lib/platform/route.ts";
import type { Person, Team } from "./http-people.ts";

/** What a person may expect of a route. */
export type Expected =
  /** No session is needed; the secret in the request decides. */
  | "open"
  /** 401 */
  | "sign-in"
  /** 403 */
  | "forbidden"
  /** 404, or the same sentence at the field that named it; nothing tells it from what does not exist. */
  | "hidden"
  | "allowed";

const rank = { viewer: 0, responder: 1, manager: 2, admin: 3 };

type Rule = (person: Person) => boolean;
const isAdmin: Rule = (person) => person.role === "admin";
const isLead: Rule = (person) => isAdmin(person) || person.kind === "lead" || person.kind === "deputy";
const isMember: Rule = (person) => isLead(person) || person.kind === "member";
const isManager: Rule = (person) => person.role === "manager";
const leadsSomewhere: Rule = (person) => isLead(person) || person.leadsElsewhere;
const leadOrManager: Rule = (person) => isLead(person) || isManager(person);
/** The fixtures' covers are offered by the lead, also behind a token. */
const isTheOffering: Rule = (person) => person.kind === "lead";
/** The fixtures' shifts are the member's, their handoffs go from the member to the deputy. */
const isTheMember: Rule = (person) => person.name === "member";
const isTheDeputy: Rule = (person) => person.name === "deputy";
const leadOrTheMember: Rule = (person) => isLead(person) || isTheMember(person);
const works: Rule = (person) => person.role !== null && person.role !== "viewer";

interface Special {
  rule: Rule;
  /** The thing has a team although the declaration names none: it is found by something else than its id. */
  hides?: true;
  /** Who may not do it may not know of it either. */
  quiet?: true;
  because: string;
}

/** Where the Rights table says more than the declaration can: each with its sentence. */
export const SPECIAL: Record<string, Special> = {
  "post /action-items/{id}/waive": { rule: leadOrManager, because: "leads and managers waive actions" },
  "post /postmortems/{id}/publish": { rule: leadOrManager, because: "leads and managers approve reports" },
  "post /postmortems/{id}/return": {
    rule: (person) => isMember(person) || isManager(person),
    because: "whoever writes or approves it sends it back",
  },
  "post /kpis": { rule: leadsSomewhere, because: "what holds for everybody is set by leads" },
  "patch /kpis/{key}": { rule: leadsSomewhere, because: "what holds for everybody is set by leads" },
  "patch /vendors/{key}": { rule: works, because: "outside services belong to everybody who works here" },
  "post /schedules/{id}/swaps": { rule: leadOrTheMember, because: "one asks for one's own shift" },
  "post /swaps/{id}/offer": { rule: isLead, because: "the fixture offers for the deputy" },
  "post /swaps/{id}/accept": { rule: leadOrTheMember, because: "whose shift it is accepts" },
  "post /swaps/{id}/approve": {
    rule: (person) => isLead(person) && person.userId !== null && !isTheOffering(person),
    because: "who is part of it does not approve it",
  },
  "post /swaps/{id}/decline": { rule: leadOrTheMember, because: "who is asked declines, and leads" },
  "post /swaps/{id}/withdraw": { rule: leadOrTheMember, because: "who asked takes it back" },
  "post /time-off/{id}/cancel": {
    rule: leadOrTheMember,
    quiet: true,
    because: "when somebody is away is theirs and their leads'",
  },
  "patch /handoffs/{id}": { rule: isTheMember, hides: true, because: "the outgoing person prepares" },
  "post /handoffs/{id}/submit": { rule: isTheMember, hides: true, because: "the outgoing person signs" },
  "post /handoffs/{id}/answer": { rule: isTheMember, hides: true, because: "the outgoing person answers" },
  "post /handoffs/{id}/accept": { rule: isTheDeputy, hides: true, because: "the incoming person signs" },
  "post /handoffs/{id}/query": { rule: isTheDeputy, hides: true, because: "the incoming person asks" },
  "post /handoffs/{id}/refuse": { rule: isTheDeputy, hides: true, because: "the incoming person refuses" },
  "post /incidents/resolve": { rule: isMember, hides: true, because: "it is found by its key" },
  "post /invitations/{id}/revoke": {
    rule: isLead,
    quiet: true,
    because: "addresses of the invited are personal",
  },
};

/** Routes on a thing that belongs to one person: everybody else gets the answer of what is not there. */
export const OWNED: Record<string, { owner: string; alsoAdmins: boolean }> = {
  "post /tokens/{id}/revoke": { owner: "lead", alsoAdmins: true },
  "get /notifications/{id}/deliveries": { owner: "lead", alsoAdmins: true },
  "post /contacts/{id}/code": { owner: "lead", alsoAdmins: false },
  "post /contacts/{id}/verify": { owner: "lead", alsoAdmins: false },
  "post /contacts/{id}/test": { owner: "lead", alsoAdmins: false },
  "post /calendar-feeds/{id}/renew": { owner: "lead", alsoAdmins: false },
  "post /calendar-feeds/{id}/revoke": { owner: "lead", alsoAdmins: false },
  "post /shifts/{id}/survey": { owner: "lead", alsoAdmins: false },
  "delete /contacts/{id}": { owner: "lead", alsoAdmins: false },
};

/** Whether a team's things exist for this person at all. */
export const sees = (person: Person, team: Team): boolean =>
  team.key === "open" || person.role === "admin" || person.kind !== null;

const byTeam: Record<DeclaredRoute["team"], Rule> = {
  none: () => true,
  reader: () => true,
  member: isMember,
  lead: isLead,
};

const isList = (route: DeclaredRoute) =>
  route.method === "get" && !route.path.includes("{") && route.path !== "/escalations";

/** Whether a route is about one thing that a team owns; lists are about what the asker sees of everybody's. */
export function isOfTeam(route: DeclaredRoute): boolean {
  return (
    !isList(route) && (route.team !== "none" || SPECIAL[`${route.method} ${route.path}`]?.hides === true)
  );
}

/** What the declaration, the Rights table and the team's visibility promise this person. */
export function expectedOf(route: DeclaredRoute, person: Person, team: Team): Expected {
  const name = `${route.method} ${route.path}`;
  if (route.who === "anyone" || route.who === "secret") return "open";
  if (person.role === null) return "sign-in";
  if (person.scopes && (route.scope === "none" || !person.scopes.includes(route.scope))) return "forbidden";
  if (route.who !== "signed-in" && rank[person.role] < rank[route.who]) return "forbidden";
  if (route.fresh && (person.scopes || person.stale)) return "forbidden";
  const owned = OWNED[name];
  if (owned)
    return person.name === owned.owner || (owned.alsoAdmins && person.role === "admin")
      ? "allowed"
      : "hidden";
  if (isOfTeam(route) && !sees(person, team)) return "hidden";
  const special = SPECIAL[name];
  const rule = special?.rule ?? byTeam[isList(route) ? "none" : route.team];
  if (rule(person)) return "allowed";
  return special?.quiet ? "hidden" : "forbidden";
}

import { plural } from "#lib/platform/format.ts";

/*
 * Today       what is this person's now, in the order of urgency; the portal's home.
 * Sentence    the page's facts in one line; the panels below are its evidence.
 * First step  what an installation or a person lacks before Today can say anything.
 */

export interface TodayFacts {
  /** To sign, or to accept. */
  handoffs: number;
  checks: number;
  late: number;
  missed: number;
  incidents: number;
  /** Open P0 and P1 of the person's teams that do not carry their name. */
  p0: number;
  p1: number;
  actions: number;
  overdue: number;
  postmortems: number;
  /** Changes of checklists that wait for this lead. */
  proposals: number;
}

const listed = (parts: string[]) =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

const verb = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** "4 checks need you, 1 of them late, and 2 incidents carry your name." Nothing open: "Nothing waits for you." */
export function todaySentence(facts: TodayFacts): string {
  const parts: string[] = [];
  const alarms = [facts.p0 > 0 ? `${facts.p0} P0` : "", facts.p1 > 0 ? `${facts.p1} P1` : ""].filter(Boolean);
  if (alarms.length > 0)
    parts.push(`${alarms.join(" and ")} ${verb(facts.p0 + facts.p1, "burns", "burn")} in your teams`);
  if (facts.handoffs > 0)
    parts.push(facts.handoffs === 1 ? "a handoff waits for you" : `${facts.handoffs} handoffs wait for you`);
  if (facts.checks > 0) {
    const bad = [
      facts.late > 0 ? `${facts.late} late` : "",
      facts.missed > 0 ? `${facts.missed} missed` : "",
    ];
    const hint = bad.filter(Boolean).join(", ");
    const what = `${plural(facts.checks, "check")} ${verb(facts.checks, "needs", "need")} you`;
    parts.push(hint ? `${what} (${hint})` : what);
  }
  if (facts.incidents > 0)
    parts.push(
      `${plural(facts.incidents, "incident")} ${verb(facts.incidents, "carries", "carry")} your name`,
    );
  if (facts.postmortems > 0)
    parts.push(
      `${plural(facts.postmortems, "postmortem")} ${verb(facts.postmortems, "waits", "wait")} for your words`,
    );
  if (facts.actions > 0) {
    const what = `${plural(facts.actions, "action")} ${verb(facts.actions, "is", "are")} yours`;
    parts.push(facts.overdue > 0 ? `${what} (${facts.overdue} overdue)` : what);
  }
  if (facts.proposals > 0)
    parts.push(
      `${plural(facts.proposals, "proposed change")} ${verb(facts.proposals, "waits", "wait")} for your decision`,
    );
  const said = listed(parts);
  return said === "" ? "Nothing waits for you." : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

export interface FirstStep {
  key: "catalogue" | "service" | "checklist" | "team";
  title: string;
  text: string;
  /** Where it is done, and the verb of the button; null when somebody else does it. */
  action: { label: string; href: string } | null;
}

export interface SetupFacts {
  admin: boolean;
  /** Managers read what every open team does; none of them has to be theirs. */
  manager: boolean;
  /** Member, lead, deputy or reader of any team. */
  inTeam: boolean;
  /** Profiles loaded, services and active checklist templates there are. */
  profiles: number;
  services: number;
  templates: number;
}

/** What to do first, in order; only what this person can do, or has to wait for. */
export function firstSteps(facts: SetupFacts): FirstStep[] {
  if (!facts.admin) {
    if (facts.inTeam || facts.manager) return [];
    return [
      {
        key: "team",
        title: "You are in no team yet",
        text: "A team's lead or an administrator adds you. Until then you see what open teams do, and you can declare incidents.",
        action: null,
      },
    ];
  }
  const steps: FirstStep[] = [];
  if (facts.profiles === 0)
    steps.push({
      key: "catalogue",
      title: "Choose what to start with",
      text: "Profiles bring checklists, runbooks, KPIs and limits that fit a kind of service.",
      action: { label: "Open the setup", href: "/settings/catalogue" },
    });
  if (facts.services === 0)
    steps.push({
      key: "service",
      title: "Name the services you run",
      text: "Checks, incidents and figures belong to a service, and a service to a team.",
      action: { label: "Add a service", href: "/services" },
    });
  else if (facts.templates === 0)
    steps.push({
      key: "checklist",
      title: "No checklist is active",
      text: "Take one of the loaded ones, or write your own: it then opens by itself when it is due.",
      action: { label: "Look at the checklists", href: "/checklists" },
    });
  return steps;
}

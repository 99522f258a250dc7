import { choice, choices, flag, number, offer, TIERS } from "./kinds.ts";

const incidents = "Incidents and escalation" as const;
const security = "Sign-in and security" as const;
const SEVERITIES = offer(["P0", "P0"], ["P1", "P1"], ["P2", "P2"], ["P3", "P3"], ["P4", "P4"]);

/** C-09 to C-11, C-17 to C-22 and C-49: how the portal answers when something is wrong. */
export const RESPONSE_SETTINGS = {
  acknowledge_minutes: number({
    label: "Acknowledge within",
    explain: "How long a P0 or P1 may stand before a person has acknowledged it.",
    group: incidents,
    conflict: "C-21",
    unit: "min",
    min: 1,
    max: 240,
    whole: true,
    default: 5,
    judges: "The acknowledge clock of P0 and P1",
  }),
  escalation_timing: choice({
    label: "Escalation follows",
    explain:
      "Which clock leads: the levels of the policy with a backstop behind them, or only one of the two.",
    group: incidents,
    conflict: "C-20",
    options: offer(
      ["policy_levels_then_backstop", "The policy's levels, then the backstop"],
      ["policy_levels", "The policy's levels alone"],
    ),
    default: "policy_levels_then_backstop",
    judges: "Which clocks an escalation follows",
  }),
  escalation_backstop_minutes: number({
    label: "Backstop after",
    explain: "An acknowledged P0 or P1 that is not mitigated this long after opening is escalated once more.",
    group: incidents,
    conflict: "C-20",
    unit: "min",
    min: 5,
    max: 480,
    whole: true,
    default: 30,
    judges: "The backstop behind an acknowledged P0 or P1",
  }),
  escalation_contacts_required: flag({
    label: "Levels need a confirmed contact",
    explain:
      "A policy can only be switched on when each level reaches a person whose contact data are confirmed.",
    group: incidents,
    conflict: "C-22",
    default: true,
    judges: "Switching an escalation policy on",
  }),
  alert_tier_model: choice({
    label: "Alert tiers",
    explain: "Which words alerts use: the portal's four tiers, or the three of a guide mapped onto them.",
    group: incidents,
    conflict: "C-17",
    options: offer(["canonical", "Critical, high, medium, info"], ["three", "Critical, warning, info"]),
    default: "canonical",
  }),
  payment_failure_severity: choice({
    label: "Payment failures suggest",
    explain: "The severity that is suggested when payments fail; whoever declares it may choose another.",
    group: incidents,
    conflict: "C-18",
    options: SEVERITIES,
    default: "P1",
  }),
  slow_performance_first_clock: choice({
    label: "First clock when it is slow",
    explain:
      "An alert's tier and an incident's severity each have a time to answer; this says which one is shown.",
    group: incidents,
    conflict: "C-19",
    options: offer(
      ["shorter_of_tier_and_severity", "The shorter of both"],
      ["severity", "The severity's"],
      ["tier", "The tier's"],
    ),
    default: "shorter_of_tier_and_severity",
  }),
  postmortem_required_for: choices({
    label: "A postmortem is due for",
    explain: "Resolving an incident of these severities opens its postmortem.",
    group: incidents,
    conflict: "C-49",
    options: SEVERITIES,
    default: ["P0", "P1"],
    judges: "Resolving an incident",
  }),
  lockout_after_failures: number({
    label: "Lock an account after",
    explain:
      "So many wrong passwords in a row lock an address for a growing time; the same figure marks it in the report.",
    group: security,
    conflict: "C-09",
    unit: "tries",
    min: 3,
    max: 20,
    whole: true,
    default: 5,
    judges: "Signing in, and the report of failed sign-ins",
  }),
  failed_login_burst_per_minute: number({
    label: "Burst of failed sign-ins",
    explain: "More failed sign-ins a minute than this, over all people, look like an attack.",
    group: security,
    conflict: "C-09",
    unit: "a minute",
    min: 1,
    max: 10_000,
    whole: true,
    default: 5,
    judges: "The note above the report of failed sign-ins",
  }),
  unauthorised_access_tier: choice({
    label: "Suspected break-in: tier",
    explain: "How loudly an attempt to get in is announced.",
    group: security,
    conflict: "C-10",
    options: TIERS,
    default: "high",
  }),
  confirmed_breach_tier: choice({
    label: "Confirmed break-in: tier",
    explain: "How loudly a break-in that succeeded is announced.",
    group: security,
    conflict: "C-10",
    options: TIERS,
    default: "critical",
  }),
};

import type { IncidentType } from "../model.ts";

/** One phase of a procedure: its name and its steps, in order. */
export interface Phase {
  phase: string;
  steps: readonly string[];
}

/** What each kind of incident brings as tasks (S-035, S-036, S-037). */
export const PROCEDURES: Readonly<Record<IncidentType, readonly Phase[]>> = {
  downtime: [
    {
      phase: "Immediate response",
      steps: ["Check the status of the application", "Read the error logs", "Notify the stakeholders"],
    },
    {
      phase: "Diagnosis",
      steps: ["Check the servers", "Check that the database can be reached", "Look at recent deployments"],
    },
    {
      phase: "Resolution",
      steps: ["Roll back, if a change is the cause", "Restart the services", "Apply the fixes"],
    },
  ],
  security: [
    {
      phase: "Containment",
      steps: ["Isolate the affected systems", "Change compromised credentials", "Block hostile addresses"],
    },
    {
      phase: "Investigation",
      steps: ["Read the access logs", "Find how they got in", "Assess the damage"],
    },
    {
      phase: "Recovery",
      steps: [
        "Apply security patches",
        "Restore from a clean backup, if necessary",
        "Add protective measures",
      ],
    },
  ],
  "data-loss": [
    {
      phase: "Assessment",
      steps: ["Find out how much is lost", "Find the cause", "See which backups exist"],
    },
    {
      phase: "Recovery",
      steps: ["Restore the newest backup", "Verify that the data is whole", "Prevent a repeat"],
    },
  ],
  other: [],
};

/** The tasks of a kind in their order. */
export function procedureTasks(type: IncidentType): Array<{ phase: string; text: string }> {
  return PROCEDURES[type].flatMap(({ phase, steps }) => steps.map((text) => ({ phase, text })));
}

import type { PoolClient } from "pg";
import type { Ctx } from "./context.ts";

/** Recurring or queued work; must be safe to run twice. */
export interface JobDefinition {
  /** `checklists.lay-out`: room and verb. */
  name: string;
  /** Five cron fields in UTC; absent: runs only when something enqueues it. */
  cron?: string;
  /** Hours within which a time that passed while no worker ran is made up; for what comes once a day. */
  catchUpHours?: number;
  /** Runs in each worker's own cycle this often, for what cannot wait for the minute; must claim what it takes. */
  everySeconds?: number;
  run(ctx: Ctx, payload: unknown): Promise<void>;
}

/** An event as it stands in the outbox. */
export interface CommittedEvent {
  id: string;
  name: string;
  subject_id: string;
  payload: Record<string, unknown>;
}

/** When an event of this name was committed, the job runs with {event, subject, …payload}. */
export interface Subscription {
  on: string;
  job: string;
  /** Of a batch of such events, those for which the job has something to do: cheaper asked once than by a job each. */
  among?(client: PoolClient, events: CommittedEvent[]): CommittedEvent[] | Promise<CommittedEvent[]>;
}

/** What a job started by an event receives. */
export interface EventPayload {
  eventId: string;
  event: string;
  subjectId: string;
  [fact: string]: unknown;
}

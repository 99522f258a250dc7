import { z } from "zod";
import { id, text, version } from "#lib/platform/input.ts";
import { Ref } from "../schema.ts";

export const AddTask = z.strictObject({ text: text(300, "The task"), ownerId: id.optional() });
export type AddTask = z.infer<typeof AddTask>;
export const ChangeTask = z.strictObject({
  version,
  text: text(300, "The task").optional(),
  ownerId: id.nullable().optional(),
  done: z.boolean("done is true or false.").optional(),
});
export type ChangeTask = z.infer<typeof ChangeTask>;
export const TaskParams = z.object({ id, taskId: id });

export const TaskDto = z.object({
  id: z.string(),
  text: z.string(),
  /** Of the procedure; empty for a task by hand. */
  phase: z.string(),
  owner: Ref.nullable(),
  doneAt: z.string().nullable(),
  doneBy: Ref.nullable(),
  version: z.number(),
});
export type TaskDto = z.infer<typeof TaskDto>;

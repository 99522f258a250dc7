import { newRoutes, route } from "#lib/platform/route.ts";
import { addTask } from "../commands/add-task.ts";
import { changeTask } from "../commands/change-task.ts";
import { ofIncident, work } from "../routes.ts";
import { AddTask, ChangeTask, TaskDto, TaskParams } from "../schema/tasks.ts";
import { IdParams } from "../schema.ts";

export const incidentTaskRoutes = newRoutes();

route(incidentTaskRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/tasks",
  summary: "Add something to do",
  params: IdParams,
  body: AddTask,
  status: 201,
  answer: TaskDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, body }) => addTask(ctx, { ...params, ...body }),
});
route(incidentTaskRoutes, {
  ...work,
  method: "patch",
  path: "/incidents/{id}/tasks/{taskId}",
  summary: "Say that a task is done, take that back, give it to somebody",
  params: TaskParams,
  body: ChangeTask,
  answer: TaskDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, body }) => changeTask(ctx, { ...params, ...body }),
});

import type { Instrumentation } from "next";

/** Errors of pages go where all unexpected errors go; what Next itself uses for control flow never comes here. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === "edge") return;
  const { reportError } = await import("#lib/platform/log.ts");
  const { isDatabaseAway } = await import("#lib/platform/database-errors.ts");
  if (!isDatabaseAway(error)) reportError(error, { path: request.path.split("?")[0] });
};

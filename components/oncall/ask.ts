import { onDemand } from "#components/ui/on-demand.tsx";

/** Asks for a cover or a swap; its code comes when it is first opened. */
export const AskDialog = onDemand(async () => (await import("./ask-dialog.tsx")).AskDialog);

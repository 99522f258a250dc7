import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

/** While a page without its own skeleton loads: the frame stays, rows keep their height. */
export default function Loading() {
  return (
    <div className="stack">
      <div className="h-6 w-48 rounded-1 bg-track" aria-hidden="true" />
      <Panel label="Loading">
        <SkeletonRows rows={8} height={44} />
      </Panel>
    </div>
  );
}

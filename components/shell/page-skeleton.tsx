import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

/** A page on its way: head and one panel at their final heights, for a `loading.tsx` inside the frame. */
export function PageSkeleton({ rows = 8, height = 44 }: { rows?: number; height?: number }) {
  return (
    <div className="stack">
      <div className="h-6 w-48 rounded-1 bg-track" aria-hidden="true" />
      <Panel label="Loading">
        <SkeletonRows rows={rows} height={height} />
      </Panel>
    </div>
  );
}

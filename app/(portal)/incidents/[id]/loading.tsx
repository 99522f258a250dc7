import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

export default function Loading() {
  return (
    <>
      <div className="ihead panel">
        <SkeletonRows rows={3} height={52} />
      </div>
      <div className="icols">
        <Panel label="Timeline">
          <SkeletonRows rows={8} height={44} />
        </Panel>
        <div className="stack">
          <Panel label="Roles">
            <SkeletonRows rows={4} height={30} />
          </Panel>
          <Panel label="Linked">
            <SkeletonRows rows={3} height={30} />
          </Panel>
        </div>
      </div>
    </>
  );
}

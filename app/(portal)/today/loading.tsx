import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

export default function Loading() {
  return (
    <>
      <PageHead title="Today" say={<span className="t3">Gathering what is yours</span>} />
      <div className="cols">
        <div className="stack">
          <Panel title="Checklists due">
            <SkeletonRows rows={4} height={46} />
          </Panel>
          <Panel title="My incidents">
            <SkeletonRows rows={4} height={46} />
          </Panel>
        </div>
        <Panel title="My actions">
          <SkeletonRows rows={3} height={48} />
        </Panel>
      </div>
    </>
  );
}

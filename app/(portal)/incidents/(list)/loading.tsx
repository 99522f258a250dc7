import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

export default function Loading() {
  return (
    <>
      <PageHead title="Incidents" />
      <Panel label="Incidents">
        <SkeletonRows rows={15} height={34} />
      </Panel>
    </>
  );
}

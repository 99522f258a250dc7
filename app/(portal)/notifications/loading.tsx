import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

export default function Loading() {
  return (
    <>
      <PageHead title="Notifications" />
      <Panel label="Messages">
        <SkeletonRows rows={8} height={48} />
      </Panel>
    </>
  );
}

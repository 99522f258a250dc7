import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

export default function Loading() {
  return (
    <>
      <PageHead title="Services" />
      <Panel label="Services">
        <SkeletonRows rows={10} height={40} />
      </Panel>
    </>
  );
}

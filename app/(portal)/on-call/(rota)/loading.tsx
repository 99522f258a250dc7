import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

/** The rota while it is asked for: lanes at their height. */
export default function Loading() {
  return (
    <>
      <PageHead title="On-call" />
      <Panel label="Rota">
        <SkeletonRows rows={7} height={44} />
      </Panel>
    </>
  );
}

import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

export default function Loading() {
  return (
    <>
      <PageHead
        title="Declare an incident"
        say="A title and a severity are enough. Everything else can follow."
      />
      <Panel label="What is wrong" className="max-w-[760px]">
        <SkeletonRows rows={9} height={56} />
      </Panel>
    </>
  );
}

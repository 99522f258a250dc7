import { PageHead } from "#components/shell/page-head.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";

export default function Loading() {
  return (
    <>
      <PageHead title="Checklists" />
      <div className="panel">
        <SkeletonRows rows={8} height={46} />
      </div>
    </>
  );
}

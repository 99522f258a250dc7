type Count = { kind: string; label: string; count: number; reference: boolean };

/** "Checklists 4 · KPIs 1 · … · As reference 26": what a profile brings, in one line. */
export function KindCounts({ counts }: { counts: ReadonlyArray<Count> }) {
  const live = counts.filter((one) => !one.reference);
  const reference = counts.filter((one) => one.reference).reduce((sum, one) => sum + one.count, 0);
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5">
      {live.map((one) => (
        <span key={one.kind} className="nw">
          {one.label} <span className="num m">{one.count}</span>
        </span>
      ))}
      {reference > 0 ? (
        <span className="nw">
          As reference <span className="num m">{reference}</span>
        </span>
      ) : null}
    </span>
  );
}

import type { ReactNode } from "react";
import { Anchor } from "#components/ui/anchor.tsx";
import { type State, StateWord } from "#components/ui/state-glyph.tsx";

/** Figures side by side, joined by hairlines: four in a row where there is room, two on a phone. */
export function StatStrip({ children }: { children: ReactNode }) {
  return <div className="cards">{children}</div>;
}

export type StatCardProps = {
  title: string;
  /** The figure as text: "642", "4:12", "–". It stays ink; only the verdict has colour. */
  value: string;
  unit?: string | undefined;
  verdict?: { state: State; word: string } | undefined;
  /** A `<Sparkline>`. */
  spark?: ReactNode;
  /** Bottom left: the target. */
  foot?: ReactNode;
  /** Bottom right: the change against the period before. `bad` makes it red. */
  change?: string | undefined;
  bad?: boolean | undefined;
  href?: string | undefined;
  current?: boolean | undefined;
};

/** One figure: name, verdict, value, sparkline, target, change. */
export function StatCard(props: StatCardProps) {
  const { href, current } = props;
  if (!href) return <div className="card">{face(props)}</div>;
  return (
    <Anchor className="card" href={href} scroll={false} aria-current={current ? "true" : undefined}>
      {face(props)}
    </Anchor>
  );
}

function face({ title, value, unit, verdict, spark, foot, change, bad }: StatCardProps) {
  return (
    <>
      <span className="row">
        <span className="ct">{title}</span>
        {verdict ? <StateWord state={verdict.state}>{verdict.word}</StateWord> : null}
      </span>
      <span className="cv">
        <span className="v num">{value}</span>
        {unit ? <span className="u">{unit}</span> : null}
      </span>
      {spark}
      {foot || change ? (
        <span className="row xs">
          <span className="t3 num">{foot}</span>
          {change ? <span className={`end num ${bad ? "crit" : "t2"}`}>{change}</span> : null}
        </span>
      ) : null}
    </>
  );
}

export type MeterProps = { label: string; value: string; of?: string | undefined; gauge: ReactNode };

/** A measure in a page head: "Done 10 of 18" over its gauge. */
export function Meter({ label, value, of, gauge }: MeterProps) {
  return (
    <div className="mtr">
      <span className="row">
        <span className="t2">{label}</span>
        <span className="end num">
          <b>{value}</b> {of ? <span className="t3">of {of}</span> : null}
        </span>
      </span>
      {gauge}
    </div>
  );
}

import { cx } from "#components/ui/cx.ts";

export type Bar = {
  key: string;
  value: number | null;
  state?: "ok" | "warn" | "crit" | undefined;
  title?: string;
};

export type BarStripProps = {
  /** Oldest first. */
  bars: ReadonlyArray<Bar>;
  /** The strip in a sentence. */
  label: string;
  /** Under the first and the last bar: "12 Nov", "today". */
  from: string;
  to: string;
};

/** The last few values as bars: grey, amber or red by their verdict, striped where nothing was measured. */
export function BarStrip({ bars, label, from, to }: BarStripProps) {
  const max = Math.max(...bars.map((bar) => bar.value ?? 0), Number.MIN_VALUE);
  return (
    <div className="hist">
      <div role="img" aria-label={label}>
        {bars.map((bar) => (
          <i
            key={bar.key}
            title={bar.title}
            className={cx(
              bar.value === null && "none",
              bar.state === "crit" && "c",
              bar.state === "warn" && "w",
            )}
            style={bar.value === null ? undefined : { height: `${Math.max(4, (bar.value / max) * 100)}%` }}
          />
        ))}
      </div>
      <p className="row xs t3">
        <span>{from}</span>
        <span className="end">{to}</span>
      </p>
    </div>
  );
}

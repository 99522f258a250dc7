import Download from "lucide-react/icons/download";
import X from "lucide-react/icons/x";
import { csvUrl, kpiUrl, type Place } from "#components/kpis/address.ts";
import { GLYPHS, TONES } from "#components/kpis/glyphs.ts";
import { RecomputeForm } from "#components/kpis/recompute-form.tsx";
import { RecordValue } from "#components/kpis/record-value.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { STATUS_WORDS, spokenUnit, statisticWord, valueParts } from "#lib/kpis/model/words.ts";
import type { Opened } from "#lib/kpis/queries/board.ts";
import type { EvidenceDto } from "#lib/kpis/schema/evidence.ts";
import type { TrendDto } from "#lib/kpis/schema/trend.ts";
import {
  formatInstant,
  formatMeasure,
  formatMoment,
  formatNumber,
  formatSpan,
  formatZone,
} from "#lib/platform/format.ts";

type Services = ReadonlyArray<{ id: string; name: string }>;

function Value({ evidence, trend }: { evidence: EvidenceDto; trend: TrendDto }) {
  const shown = valueParts(evidence.value, evidence.unit);
  const words = [shown.unit, evidence.value === null ? "" : statisticWord(trend.aggregation)];
  const target = evidence.judgedBy.text;
  return (
    <div className="bigv">
      <span>
        <span className="num">{shown.figure}</span> {words.filter(Boolean).join(", ")}
      </span>
      <Badge tone={TONES[evidence.status]} icon={<StateGlyph state={GLYPHS[evidence.status]} />}>
        {target ? `Target ${target}` : STATUS_WORDS[evidence.status]}
      </Badge>
    </div>
  );
}

/** "1,392 counted, 48 left out", with the reasons. */
function Rows({ evidence }: { evidence: EvidenceDto }) {
  const out = evidence.leftOut.reduce((sum, one) => sum + one.count, 0);
  return (
    <section className="blk" aria-labelledby="kpi-rows">
      <h3 id="kpi-rows">Rows</h3>
      <div className="rowsbar" aria-hidden="true">
        {evidence.counted > 0 ? <i style={{ flex: evidence.counted }} /> : null}
        {out > 0 ? <i className="ex" style={{ flex: out }} /> : null}
      </div>
      <p className="row xs">
        <span>
          <b className="num">{formatNumber(evidence.counted)}</b> counted
        </span>
        <span className="end">
          <b className="num">{formatNumber(out)}</b> left out
        </span>
      </p>
      {evidence.leftOut.length > 0 ? (
        <ul className="out xs">
          {evidence.leftOut.map((one) => (
            <li key={one.reason}>
              <span className="num">{formatNumber(one.count)}</span>
              {one.reason}
            </li>
          ))}
        </ul>
      ) : null}
      {evidence.facts.length > 0 ? (
        <dl className="dl xs" style={{ "--term": "190px" } as React.CSSProperties}>
          {evidence.facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd className="num">{formatMeasure(fact.value, spokenUnit(fact.unit))}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  );
}

/** Totals per class: severities, kinds of error. */
function Classes({ trend }: { trend: TrendDto }) {
  const most = Math.max(1, ...trend.classes.map((one) => one.count));
  if (trend.classes.length === 0) return null;
  return (
    <section className="blk" aria-labelledby="kpi-classes">
      <h3 id="kpi-classes">By class</h3>
      <ul className="kclass xs">
        {trend.classes.map((one) => (
          <li key={one.part}>
            <span className="trunc">{one.part || "without a class"}</span>
            <i aria-hidden="true" style={{ width: `${(one.count / most) * 100}%` }} />
            <span className="num m">{formatNumber(one.count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Waiting({ evidence }: { evidence: EvidenceDto }) {
  if (evidence.waitingCount === 0) return null;
  const more = evidence.waitingCount - evidence.waiting.length;
  return (
    <section className="blk" aria-labelledby="kpi-waiting">
      <h3 id="kpi-waiting">Beside the number: still waiting</h3>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-1 xs">
        {evidence.waiting.map((one) => (
          <li key={one.id} className="row">
            <Anchor href={one.url} className="link trunc grow">
              {one.label}
            </Anchor>
            <span className="end num nw">{formatSpan(one.ageSeconds)}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="xs t3">and {formatNumber(more)} more</p> : null}
    </section>
  );
}

function Worst({ evidence, zone, now }: { evidence: EvidenceDto; zone: string; now: number }) {
  if (evidence.rows.length === 0) return null;
  const unit = spokenUnit(evidence.unit);
  const valued = evidence.rows.some((row) => row.value !== null);
  return (
    <section className="blk" aria-labelledby="kpi-worst">
      <h3 id="kpi-worst">{evidence.rowsTitle}</h3>
      <table>
        <caption className="vh">{evidence.rowsTitle}</caption>
        <thead>
          <tr>
            <th scope="col" className="at">
              Time, {formatZone(evidence.period.to, zone)}
            </th>
            {valued ? (
              <th scope="col" className="r va">
                Value
              </th>
            ) : null}
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {evidence.rows.map((row) => (
            <tr key={row.id}>
              <td className="num" title={formatInstant(row.at, zone)}>
                {formatMoment(row.at, now, zone)}
              </td>
              {valued ? <td className="r num">{formatMeasure(row.value, unit)}</td> : null}
              <td title={row.label}>
                {row.url ? (
                  <Anchor href={row.url} className="link">
                    {row.label}
                  </Anchor>
                ) : (
                  row.label
                )}
                {row.note && !valued ? <span className="t3"> {row.note}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How the number came about: formula, judged by what, rows counted and left out, the worst of them, as of when. */
export function KpiEvidence({
  opened,
  place,
  services,
}: {
  opened: Opened;
  place: Place;
  services: Services;
}) {
  const { evidence, trend } = opened;
  const { zone } = trend;
  const asked = { from: evidence.period.from, serviceId: place.service, asOf: place.asOf };
  return (
    <aside className="drawer kev" aria-labelledby="kpi-evidence">
      <header>
        <div className="grow">
          <p className="xs t2">Evidence</p>
          <h2 id="kpi-evidence">{evidence.name}</h2>
        </div>
        <LinkButton
          className="noprint"
          variant="quiet"
          size="sm"
          iconOnly
          icon={<X />}
          label="Close evidence"
          scroll={false}
          href={kpiUrl(place, { kpi: null, asOf: null })}
        />
      </header>
      <Value evidence={evidence} trend={trend} />
      <section className="blk" aria-labelledby="kpi-how">
        <h3 id="kpi-how">How it is computed</h3>
        <pre className="fm mono">{evidence.expression}</pre>
        {evidence.formula ? <p className="xs t2">{evidence.formula}</p> : null}
        {evidence.judgedBy.text ? (
          <p className="xs t2">
            Judged by <b className="t1">{evidence.judgedBy.text}</b>, {evidence.judgedBy.from}.
          </p>
        ) : (
          <p className="xs t2">It has no target: the value is tracked, not judged.</p>
        )}
      </section>
      <Rows evidence={evidence} />
      <Classes trend={trend} />
      <Waiting evidence={evidence} />
      <Worst evidence={evidence} zone={zone} now={Date.parse(evidence.asOf)} />
      <div className="grow" />
      <footer className="noprint">
        <RecomputeForm place={place} asOf={evidence.asOf} recomputed={Boolean(place.asOf)} />
        {opened.addSample === true ? (
          <RecordValue
            kpis={[{ key: evidence.key, name: evidence.name, unit: evidence.unit }]}
            services={services}
            service={place.service}
          />
        ) : null}
        <LinkButton
          variant="soft"
          icon={<Download />}
          href={csvUrl(`${evidence.key}/evidence.csv`, asked)}
          download
        >
          Rows as CSV
        </LinkButton>
      </footer>
    </aside>
  );
}

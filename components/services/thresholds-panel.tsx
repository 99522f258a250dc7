"use client";

import { useRouter } from "next/navigation";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { useSend } from "#components/auth/use-send.ts";
import { saySource } from "#components/services/figure-words.ts";
import { sayMetric, sayUnit } from "#components/services/words.ts";
import { ApiProblem } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { NumberInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Table } from "#components/ui/table.tsx";
import { toast } from "#components/ui/toast.ts";
import { formatNumber } from "#lib/platform/format.ts";
import type { ThresholdDto } from "#lib/services/schema.ts";

type Props = {
  serviceId: string;
  thresholds: ThresholdDto[];
  may: boolean;
};
const NAMES = ["target", "warn", "critical"] as const;
const HEADS = { target: "Target", warn: "Warn", critical: "Critical" };

/** Target, warn and critical of each metric, each figure with where it comes from. */
export function ThresholdsPanel({ serviceId, thresholds, may }: Props) {
  return (
    <Panel
      title="Thresholds"
      count={thresholds.length}
      id="thresholds"
      footer="The target judges the KPIs of this service."
    >
      <Table caption="Thresholds" headed phoneColumns="minmax(0,1fr) minmax(0,1fr) minmax(0,1fr)">
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {NAMES.map((name) => (
              <th scope="col" key={name}>
                {HEADS[name]}
              </th>
            ))}
            <th scope="col" className="r">
              <span className="vh">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {thresholds.map((row) => (
            <tr key={row.key}>
              <td className="tt max-sm:col-span-2">
                <span className="m">{sayMetric(row.metric, row.aggregation)}</span>
              </td>
              {NAMES.map((name) => (
                <td key={name} className="max-sm:row-start-2 max-sm:self-start">
                  <Figure
                    name={HEADS[name]}
                    value={row[name]}
                    unit={sayUnit(row.unit, row.metric)}
                    from={row.sources[name]}
                  />
                </td>
              ))}
              <td className="r max-sm:col-start-3 max-sm:row-start-1">
                {may ? <Change serviceId={serviceId} row={row} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

type FigureProps = {
  name: string;
  value: number | null;
  unit: string;
  from: string | null;
};

function Figure({ name, value, unit, from }: FigureProps) {
  return (
    <span className="grid py-1.5 leading-tight max-sm:py-0">
      <span className="xs t3 sm:hidden">{name}</span>
      {value === null ? (
        <span className="t3">–</span>
      ) : (
        <span className="num">
          {formatNumber(value)} {unit}
        </span>
      )}
      {from ? (
        <span className={`xs whitespace-normal ${from === "service" ? "acc" : "t3"}`}>
          {from.startsWith("profile ") ? "From its profile" : saySource(from, {})}
        </span>
      ) : null}
    </span>
  );
}

/** An empty field is no figure; a comma is a point. @throws ApiProblem at the field when it is no number */
function read(name: string, text: string | undefined): number | null {
  const plain = (text ?? "").trim().replace(",", ".");
  if (plain === "") return null;
  const number = Number(plain);
  if (Number.isFinite(number)) return number;
  const errors = [{ path: `value.${name}`, message: "Give a number." }];
  throw new ApiProblem(400, { code: "invalid", detail: "Give numbers.", errors });
}

function Change({ serviceId, row }: { serviceId: string; row: ThresholdDto }) {
  const router = useRouter();
  const dropping = useSend();
  const path = `/services/${serviceId}/settings/${encodeURIComponent(row.key)}`;
  const unit = sayUnit(row.unit, row.metric);
  const name = sayMetric(row.metric, row.aggregation);

  async function drop() {
    const done = await dropping.send(() => callSensitive("DELETE", path, { version: row.version }));
    router.refresh();
    if (done) toast({ title: `${name}: own figures taken back`, tone: "ok" });
  }

  return (
    <span className="row justify-end">
      {row.version > 0 ? (
        <Button
          variant="quiet"
          size="sm"
          busy={dropping.busy}
          onClick={() => void drop()}
          aria-label={`Take back the figures of ${name}`}
        >
          Take back
        </Button>
      ) : null}
      <FormDialogButton
        trigger={{ variant: "soft", size: "sm", children: "Change", "aria-label": `Change ${name}` }}
        title={name}
        description="This service's own figures; they hold together. An empty one judges nothing."
        verb="Save"
        busyLabel="Saving"
        fields={["value", "value.target", "value.warn", "value.critical"]}
        done={`${name}: saved`}
        onSend={({ text, idempotencyKey }) =>
          callSensitive(
            "PUT",
            path,
            {
              value: Object.fromEntries(NAMES.map((figure) => [figure, read(figure, text[figure])])),
              version: row.version,
            },
            { idempotencyKey },
          )
        }
      >
        {(at) => (
          <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
            {NAMES.map((figure, index) => (
              <NumberInput
                key={figure}
                label={HEADS[figure]}
                name={figure}
                unit={unit}
                defaultValue={row[figure] ?? ""}
                autoFocus={index === 0}
                error={at(`value.${figure}`) ?? (index === 0 ? at("value") : undefined)}
              />
            ))}
          </div>
        )}
      </FormDialogButton>
    </span>
  );
}

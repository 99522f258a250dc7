"use client";

import Plus from "lucide-react/icons/plus";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { TARGET_FIELDS, TargetFields, targetBody } from "#components/kpis/target-fields.tsx";
import { callApi } from "#components/shell/api.ts";
import { Select, TextInput } from "#components/ui/inputs.tsx";

const AGGREGATIONS = [
  { value: "avg", label: "Mean" },
  { value: "median", label: "Median" },
  { value: "p95", label: "95th percentile" },
  { value: "ratio", label: "Share, in percent" },
  { value: "sum", label: "Sum" },
  { value: "count", label: "How many values" },
  { value: "max", label: "Highest" },
  { value: "last", label: "Newest" },
  { value: "count-by-class", label: "Count by class" },
];

const DIRECTIONS = [
  { value: "lower_is_better", label: "Lower is better" },
  { value: "higher_is_better", label: "Higher is better" },
  { value: "track", label: "Neither: track it" },
];

const NONE = { target: null, targetMax: null, comparator: null };

/** A KPI of one's own: what it is called, how its values come together, what is good. */
export function NewKpi() {
  return (
    <FormDialogButton
      trigger={{ children: "New KPI", icon: <Plus />, variant: "soft", className: "noprint max-sm:hidden" }}
      title="New KPI"
      description="Its values come by hand, by API, or from the readings of checklist items that name it."
      verb="Make KPI"
      busyLabel="Making"
      fields={["name", "unit", "aggregation", "direction", ...TARGET_FIELDS]}
      done="The KPI is there"
      onSend={({ text, idempotencyKey }) => {
        const { name = "", unit = "", aggregation, direction } = text;
        return callApi(
          "POST",
          "/kpis",
          { name, unit, aggregation, direction, ...targetBody(text) },
          { idempotencyKey },
        );
      }}
    >
      {(at) => (
        <>
          <TextInput label="Name" name="name" autoFocus maxLength={120} error={at("name")} />
          <div className="grid grid-cols-2 gap-3">
            <TextInput label="Unit" name="unit" placeholder="ms, percent, count" error={at("unit")} />
            <Select
              label="Values become one by"
              name="aggregation"
              options={AGGREGATIONS}
              error={at("aggregation")}
            />
          </div>
          <Select label="What is good" name="direction" options={DIRECTIONS} error={at("direction")} />
          <TargetFields value={NONE} unit="" at={at} />
        </>
      )}
    </FormDialogButton>
  );
}

"use client";

import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { Button } from "#components/ui/button.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { emptyRule, type FormItem, type FormRule } from "./editor-model.ts";
import type { PartProps } from "./template-editor.tsx";

const COMPARISONS = [
  { value: "gt", label: "above" },
  { value: "gte", label: "at or above" },
  { value: "lt", label: "below" },
  { value: "lte", label: "at or below" },
  { value: "eq", label: "exactly" },
];

const metricsOf = (items: readonly FormItem[]): string[] =>
  items.flatMap((item) => [...(item.measure?.metric ? [item.measure.metric] : []), ...metricsOf(item.items)]);

/** When the run as a whole escalates (S-007). */
export function EditorRules({ form, change, at }: PartProps) {
  const set = (index: number, next: Partial<FormRule>) =>
    change({
      ...form,
      rules: form.rules.map((rule, place) => (place === index ? { ...rule, ...next } : rule)),
    });
  const metrics = [...new Set(form.sections.flatMap((section) => metricsOf(section.items)))];
  return (
    <Panel title="Escalates when" padded>
      <datalist id="known-metrics">
        {metrics.map((metric) => (
          <option key={metric} value={metric} />
        ))}
      </datalist>
      <ul className="grid gap-2">
        {form.rules.map((rule, index) => (
          <li key={rule.id} className="editrule">
            <Select
              label="Rule"
              hideLabel
              value={rule.kind}
              disabled={rule.kept !== null}
              options={[
                { value: "metric", label: "A reading is" },
                { value: "event", label: "Any service is down" },
              ]}
              onChange={(event) => set(index, { kind: event.target.value as FormRule["kind"] })}
            />
            {rule.kind === "metric" && !rule.kept ? (
              <>
                <TextInput
                  label="Metric"
                  hideLabel
                  list="known-metrics"
                  placeholder="response_ms"
                  className="mono"
                  value={rule.metric}
                  error={at(`escalateIf.${index}.metric`) ?? at(`escalateIf.${index}`)}
                  onChange={(event) => set(index, { metric: event.target.value })}
                />
                <Select
                  label="Compared"
                  hideLabel
                  value={rule.comparator}
                  options={COMPARISONS}
                  onChange={(event) =>
                    set(index, { comparator: event.target.value as FormRule["comparator"] })
                  }
                />
                <TextInput
                  label="Figure"
                  hideLabel
                  placeholder="2000"
                  inputMode="decimal"
                  value={rule.value}
                  error={at(`escalateIf.${index}.value`)}
                  onChange={(event) => set(index, { value: event.target.value })}
                />
              </>
            ) : (
              <span className="t2">{rule.kept ? `${rule.metric} between two figures` : null}</span>
            )}
            <Button
              iconOnly
              size="sm"
              variant="quiet"
              icon={<Trash2 />}
              label={`Remove rule ${index + 1}`}
              onClick={() => change({ ...form, rules: form.rules.filter((_, place) => place !== index) })}
            />
          </li>
        ))}
      </ul>
      <div className={form.rules.length > 0 ? "mt-2" : undefined}>
        <Button
          size="sm"
          variant="soft"
          icon={<Plus />}
          onClick={() => change({ ...form, rules: [...form.rules, emptyRule()] })}
        >
          Add a rule
        </Button>
      </div>
    </Panel>
  );
}

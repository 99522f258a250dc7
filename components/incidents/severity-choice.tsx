"use client";

import { useId } from "react";
import { FieldError } from "#components/ui/field.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import type { Severity } from "#lib/incidents/model.ts";
import type { SeverityChoice as Level } from "#lib/incidents/queries/choices.ts";
import { formatLimit } from "#lib/platform/format.ts";

export interface SeverityChoiceProps {
  levels: ReadonlyArray<Level>;
  value: string;
  onChange: (level: Severity) => void;
  error?: string | undefined;
  legend?: string | undefined;
}

/** The five levels as radios, each with its mark, what it means and how soon somebody has to respond. */
export function SeverityChoice({ levels, value, onChange, error, legend = "Severity" }: SeverityChoiceProps) {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="lab mb-1.5">{legend}</legend>
      <div className="grid rounded-2 border border-control overflow-hidden">
        {levels.map((level) => (
          <label
            key={level.level}
            className="grid grid-cols-[auto_56px_minmax(0,1fr)_auto] items-center gap-x-3 min-h-10 px-3 py-1.5 cursor-pointer border-t border-line first:border-t-0 hover:bg-hover/50 has-checked:bg-accent-tint max-sm:min-h-12 max-sm:grid-cols-[auto_52px_minmax(0,1fr)]"
          >
            <input
              type="radio"
              className="radio"
              name={`${id}-severity`}
              value={level.level}
              checked={value === level.level}
              onChange={() => onChange(level.level)}
              aria-describedby={`${id}-${level.level}`}
            />
            <span>
              <SeverityMark level={level.level} />
            </span>
            <span className="min-w-0">
              <span className="m">{level.name}</span>{" "}
              <span className="t2" id={`${id}-${level.level}`}>
                {level.meaning}
                {level.example ? (
                  <span className="t3 max-sm:hidden">, like: {level.example.toLowerCase()}</span>
                ) : null}
              </span>
            </span>
            <span className="xs t2 nw num max-sm:col-start-3">
              respond within {formatLimit(level.respondSeconds)}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </fieldset>
  );
}

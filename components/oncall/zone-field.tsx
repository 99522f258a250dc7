"use client";

import { useEffect, useMemo, useState } from "react";
import { Select } from "#components/ui/inputs.tsx";

type Props = {
  label: string;
  value: string;
  onChange: (zone: string) => void;
  /** A first choice with an empty value: "The schedule's, Europe/Berlin". */
  same?: string | undefined;
  error?: string | undefined;
};

const names = (): string[] => {
  const known = Intl.supportedValuesOf("timeZone");
  return known.includes("UTC") ? known : ["UTC", ...known];
};

/** A time zone by its part of the world. The list is the browser's own and is filled there. */
export function ZoneField({ label, value, onChange, same, error }: Props) {
  const [all, setAll] = useState<string[]>([]);
  useEffect(() => setAll(names()), []);
  const groups = useMemo(() => {
    const offered = value === "" || all.includes(value) ? all : [value, ...all];
    const found = new Map<string, string[]>();
    for (const name of offered) {
      const place = name.includes("/") ? name.slice(0, name.indexOf("/")) : "Other";
      found.set(place, [...(found.get(place) ?? []), name]);
    }
    return [...found].map(([place, zones]) => ({
      label: place,
      options: zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
    }));
  }, [all, value]);
  return (
    <Select
      label={label}
      value={value}
      placeholder={same}
      onChange={(event) => onChange(event.target.value)}
      options={groups}
      error={error}
    />
  );
}

"use client";

import { useEffect, useState } from "react";
import { Select, type SelectProps } from "#components/ui/inputs.tsx";

const names = (): string[] => {
  const known = Intl.supportedValuesOf("timeZone");
  return known.includes("UTC") ? known : ["UTC", ...known];
};

/** Zones by their part of the world; what is shown first stays when the list does not know it. */
function groups(all: readonly string[]) {
  const found = new Map<string, string[]>();
  for (const name of all) {
    const place = name.includes("/") ? name.slice(0, name.indexOf("/")) : "Other";
    found.set(place, [...(found.get(place) ?? []), name]);
  }
  return [...found].map(([label, zones]) => ({
    label,
    options: zones.map((value) => ({ value, label: value.replaceAll("_", " ") })),
  }));
}

type Props = Omit<SelectProps, "options" | "defaultValue" | "value" | "onChange"> & {
  /** Absent: the browser's own zone. */
  zone?: string | undefined;
};

/** A time zone; guessed from the browser where none is known yet. The list is filled in the browser. */
export function ZoneSelect({ zone, ...props }: Props) {
  const [value, setValue] = useState(zone ?? "UTC");
  const [all, setAll] = useState<string[]>([]);
  useEffect(() => {
    setAll(names());
    if (!zone) setValue(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
  }, [zone]);
  const offered = all.includes(value) ? all : [value, ...all];
  return (
    <Select
      {...props}
      value={value}
      onChange={(event) => setValue(event.target.value)}
      options={groups(offered)}
    />
  );
}

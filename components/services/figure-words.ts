import { formatNumber } from "#lib/platform/format.ts";
import type { SettingDto } from "#lib/services/schema.ts";

type Shape = Pick<SettingDto, "type" | "unit" | "options" | "figures">;

function wordOf(options: Shape["options"], value: unknown): string {
  return options.find((one) => one.value === value)?.label ?? String(value);
}

/** A setting's value as people say it: "0.1 %", "Yes", "daily 7 days, weekly 4 weeks". */
export function sayValue(shape: Shape, value: unknown): string {
  switch (shape.type) {
    case "number":
      return typeof value === "number"
        ? [formatNumber(value), shape.unit ?? ""].join(" ").trim()
        : String(value);
    case "flag":
      return value ? "Yes" : "No";
    case "choice":
      return wordOf(shape.options, value);
    case "choices":
      return Array.isArray(value) && value.length > 0
        ? value.map((one) => wordOf(shape.options, one)).join(", ")
        : "None";
    case "figures": {
      const values = (value ?? {}) as Record<string, number | null>;
      return shape.figures
        .flatMap((one) => {
          const figure = values[one.key];
          return typeof figure === "number"
            ? [`${one.label.toLowerCase()} ${formatNumber(figure)} ${one.unit}`]
            : [];
        })
        .join(", ");
    }
  }
}

/** Where a value comes from, as people say it. */
export function saySource(
  from: string,
  profiles: ReadonlyMap<string, string> | Record<string, string>,
): string {
  if (from === "service") return "Set on the service";
  if (from === "installation") return "Set for the installation";
  if (from === "default") return "Default";
  const key = from.replace(/^profile /, "");
  const name = profiles instanceof Map ? profiles.get(key) : (profiles as Record<string, string>)[key];
  return `Profile: ${name ?? key}`;
}

import { expect, it } from "vitest";
import { seriesName, spokenUnit, valueParts } from "#lib/kpis/model/words.ts";

it.each([
  [252, "seconds", { figure: "4:12", unit: "min" }],
  [2.61, "seconds", { figure: "2.61", unit: "s" }],
  [10_267, "seconds", { figure: "2:51:07", unit: "h" }],
  [200_000, "seconds", { figure: "2 d 07 h", unit: "" }],
  [90, "minutes", { figure: "1:30:00", unit: "h" }],
  [642, "ms", { figure: "642", unit: "ms" }],
  [99.954, "percent", { figure: "99.95", unit: "%" }],
  [72, "percent_of_max", { figure: "72", unit: "% of max" }],
  [41_000_000_000, "bytes", { figure: "41", unit: "GB" }],
  [7, "count", { figure: "7", unit: "" }],
  [null, "ms", { figure: "–", unit: "" }],
])("%s %s", (value, unit, parts) => expect(valueParts(value, unit)).toEqual(parts));

it("says what a point of a chart is", () => {
  expect(seriesName("p95", "day")).toBe("Daily p95");
  expect(seriesName("avg", "week")).toBe("Weekly mean");
  expect(spokenUnit("requests_per_second")).toBe("req/s");
});

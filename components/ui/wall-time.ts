/** "Asia/Kathmandu time": said beside every field that takes a wall time. */
export const zoneWords = (zone: string): string => `${zone.replaceAll("_", " ")} time`;

/** The wall time of an instant in a zone, as `<input type="datetime-local">` wants it: "2026-11-23T09:14". */
export function toWall(iso: string, zone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return format.format(new Date(iso)).replace(" ", "T");
}

/**
 * The instant of a wall time in a zone; null when it is not one. A time that a clock change skips moves forward, one
 * that comes twice counts the first time.
 */
export function fromWall(wall: string, zone: string): string | null {
  const asUtc = Date.parse(`${wall}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) || Number.isNaN(asUtc)) return null;
  const offsetAt = (at: number) => Date.parse(`${toWall(new Date(at).toISOString(), zone)}:00Z`) - at;
  const day = 86_400_000;
  const before = asUtc - offsetAt(asUtc - day);
  const after = asUtc - offsetAt(asUtc + day);
  const fits = (at: number) => at + offsetAt(at) === asUtc;
  const found = fits(before) ? before : fits(after) ? after : before;
  return new Date(found).toISOString();
}

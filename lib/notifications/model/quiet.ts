import { instantToWall, wallToInstant } from "#lib/platform/time.ts";
import type { QuietHours, Urgency } from "../model.ts";

const DAY_MS = 86_400_000;

/**
 * When a message may leave: now, or at the end of the person's quiet hours. Critical ones pass (S-260).
 * @param zone IANA zone of the person
 */
export function leavesAt(quiet: QuietHours, zone: string, urgency: Urgency, now: Date): Date {
  if (!quiet.on || urgency === "critical" || quiet.from === quiet.to) return now;
  const wall = instantToWall(now, zone);
  const [day = "", time = ""] = [wall.slice(0, 10), wall.slice(11, 16)];
  const overnight = quiet.from > quiet.to;
  const inside = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!inside) return now;
  const endsTomorrow = overnight && time >= quiet.from;
  const endDay = endsTomorrow ? nextDay(day) : day;
  const end = wallToInstant(`${endDay}T${quiet.to}`, zone);
  return end > now ? end : now;
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T12:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

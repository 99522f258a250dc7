import { z } from "zod";
import { instant } from "#lib/platform/input.ts";
import { NamedDto } from "../schema.ts";

export const AtQuery = z.object({ at: instant.optional() });

export const ShiftDto = z.object({
  id: z.string(),
  scheduleId: z.string(),
  /** Null: nobody. */
  user: NamedDto.nullable(),
  from: z.string(),
  to: z.string(),
  source: z.enum(["rotation", "override", "cover", "swap", "import", "temporary", "gap"]),
  /** The layer's name, or the id of the override. */
  origin: z.string().nullable(),
  /** When the pager is (or was) this person's; null: never. Later than `from`: held until accepted. */
  takesAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
});
export type ShiftDto = z.infer<typeof ShiftDto>;

/** A shift of one's own, with where it is. */
export const MyShiftDto = ShiftDto.extend({
  schedule: NamedDto,
  team: NamedDto,
  /** How long before it one is told, in minutes; null: not that time. */
  noticeFirstMinutes: z.number().nullable(),
  noticeLastMinutes: z.number().nullable(),
});
export type MyShiftDto = z.infer<typeof MyShiftDto>;

/** Who holds the pager, and why them. */
export const HolderDto = z.object({
  user: NamedDto,
  because: z.enum(["scheduled", "pending", "lead", "deputy", "admin"]),
});
export type HolderDto = z.infer<typeof HolderDto>;

export const OnCallDto = z.object({
  at: z.string(),
  /** Who holds the pager; null only where there is nobody at all. */
  holder: HolderDto.nullable(),
  scheduled: z.object({ user: NamedDto, from: z.string(), to: z.string(), source: z.string() }).nullable(),
  /** A change that nobody has accepted yet. */
  pendingHandoff: z
    .object({
      shiftId: z.string(),
      from: NamedDto.nullable(),
      to: NamedDto,
      since: z.string(),
      /** When the pager moves by itself; null: not before the shift ends. */
      graceEndsAt: z.string().nullable(),
      /** The grace time has ended: the pager moved, and the lead is rung too. */
      lapsed: z.boolean(),
    })
    .nullable(),
  /** Nobody is scheduled: whom it falls back to. */
  fallback: z.array(HolderDto),
  /** The next change, and to whom. */
  next: z.object({ user: NamedDto.nullable(), at: z.string() }).nullable(),
});
export type OnCallDto = z.infer<typeof OnCallDto>;

/** One line of "on call now". */
export const NowDto = z.object({
  schedule: NamedDto,
  team: NamedDto,
  ordinal: z.number(),
  onCall: OnCallDto,
});
export type NowDto = z.infer<typeof NowDto>;

import { hash, verify } from "@node-rs/argon2";
import { once } from "./shared.ts";

// argon2id, OWASP's second profile: 19 MiB, two passes, one lane.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

/** A hash nobody's password has: an unknown address costs the same time as a known one. */
const decoy = () => once("password-decoy", () => hash("an address that nobody has", OPTIONS));

/** Whether the password fits; with no hash at all it still takes as long and answers no. */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  // Made for both, or the first unknown address would wait for it alone.
  const spare = await decoy();
  const fits = await verify(stored ?? spare, password).catch(() => false);
  return fits && stored != null;
}

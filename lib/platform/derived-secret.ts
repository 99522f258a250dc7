import { createHmac } from "node:crypto";
import { env } from "./env.ts";

/**
 * The secret of a link that has to be said more than once: it follows from the installation's own secret, so that only
 * its hash is stored.
 * @param purpose what the link does; the secrets of two purposes have nothing in common
 * @param id whose link it is
 */
export const derivedSecret = (purpose: string, id: string): string =>
  createHmac("sha256", env().NEXTAUTH_SECRET).update(`${purpose}\n${id}`).digest("base64url");

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's folder, absolute. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder for everything that must outlive a restart: `EVENKEEL_DATA_DIR`, else `.data` in the checkout. */
export function dataFolder(): string {
  return resolve(projectRoot, process.env.EVENKEEL_DATA_DIR || ".data");
}

import { existsSync } from "node:fs";
import { enter } from "./enter.mjs";

const [name = "", ...args] = process.argv.slice(2);
const withDevPackages = ["test", "test-faults", "pictures", "bench"];
/** What reads the database at once; the client it needs is no part of the checkout. */
const withClient = ["admin-reset", "audit-verify", "bench", "catalogue", "demo"];

if (!/^[a-z-]+$/.test(name) || !existsSync(new URL(`./${name}.ts`, import.meta.url))) {
  console.error(`There is no command "${name}" in scripts/.`);
  process.exit(1);
}
enter(`${name}.ts`, { dev: withDevPackages.includes(name), client: withClient.includes(name), args });

import { existsSync } from "node:fs";
import { enter } from "./enter.mjs";

const [name = "", ...args] = process.argv.slice(2);
const withDevPackages = ["test", "test-faults", "pictures", "bench"];

if (!/^[a-z-]+$/.test(name) || !existsSync(new URL(`./${name}.ts`, import.meta.url))) {
  console.error(`There is no command "${name}" in scripts/.`);
  process.exit(1);
}
enter(`${name}.ts`, { dev: withDevPackages.includes(name), args });

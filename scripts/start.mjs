import { enter } from "./enter.mjs";

enter("start.ts", { dev: false, args: process.argv.slice(2) });

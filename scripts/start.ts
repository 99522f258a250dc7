import { supervise } from "#scripts/launcher/supervisor.ts";

await supervise();

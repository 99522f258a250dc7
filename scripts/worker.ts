import { messageOf } from "#scripts/launcher/sentence.ts";
import { becomeServer } from "#scripts/launcher/single.ts";

try {
  await becomeServer("worker");
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}

/** A failure whose message is all a person needs: one sentence, printed without a stack. */
export class Sentence extends Error {
  override name = "Sentence";
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Runs a command to its end and ends the process: a failure is printed (a `Sentence` without stack), with code 1.
 * Ending is said, not waited for: the schema engine leaves a timer of ten seconds behind.
 */
export async function runCommand(command: () => Promise<void>): Promise<never> {
  try {
    await command();
    process.exit();
  } catch (error) {
    const mistyped =
      error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    console.error(mistyped || error instanceof Sentence ? messageOf(error) : error);
    process.exit(1);
  }
}

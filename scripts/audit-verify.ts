import { verifyAudit } from "#lib/audit/jobs/verify.ts";
import { closeDatabase } from "#lib/platform/db.ts";
import { readConfiguration } from "#scripts/launcher/configuration.ts";
import { withDatabase } from "#scripts/launcher/database.ts";
import { runCommand } from "#scripts/launcher/sentence.ts";

// `npm run audit:verify` walks the chain over the audit record and says whether it is whole; 1 when it is not.
await runCommand(async () => {
  readConfiguration();
  const verdict = await withDatabase(async (url) => {
    process.env.DATABASE_URL = url;
    return verifyAudit().finally(closeDatabase);
  });
  console.log(`${verdict.sealed} sealed entries, ${verdict.redacted} of them with their detail redacted.`);
  if (verdict.head) console.log(`Head of the chain: ${verdict.head}`);
  for (const finding of verdict.findings.slice(0, 20)) {
    console.log(`${finding.flaw}: entry ${finding.auditId}, position ${finding.position ?? "none"}`);
  }
  if (verdict.good) {
    console.log("The chain is whole.");
    return;
  }
  console.log(`The chain is broken: ${verdict.findings.length} findings.`);
  process.exitCode = 1;
});

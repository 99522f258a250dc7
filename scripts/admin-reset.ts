import { parseArgs } from "node:util";
import { createResetLink } from "#lib/auth/commands/create-reset-link.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { closeDatabase, db } from "#lib/platform/db.ts";
import { readConfiguration } from "#scripts/launcher/configuration.ts";
import { withDatabase } from "#scripts/launcher/database.ts";
import { runCommand, Sentence } from "#scripts/launcher/sentence.ts";

// `npm run admin:reset` prints a link with which the first administrator sets a new password; `-- --email ADDRESS`
// names another one. For whoever holds the machine, when nobody else can help.
async function findAdmin(email: string | undefined): Promise<{ id: string; email: string; name: string }> {
  const who = { role: "admin", deactivatedAt: null };
  const admin = await db().user.findFirst({
    where: email ? { ...who, email: email.trim().toLowerCase() } : who,
    orderBy: { createdAt: "asc" },
    select: { id: true, email: true, name: true },
  });
  if (admin) return admin;
  if (email) throw new Sentence(`There is no active administrator with the address ${email}.`);
  throw new Sentence(
    "There is no administrator yet; the setup link printed by `npm start` makes the first one.",
  );
}

async function makeLink(email: string | undefined): Promise<void> {
  const admin = await findAdmin(email);
  const { url, expiresAt } = await createResetLink(systemCtx("admin-reset", await databaseNow()), {
    userId: admin.id,
  });
  console.log(`${admin.name} <${admin.email}> sets a new password here, once, until ${expiresAt}:\n${url}`);
}

await runCommand(async () => {
  const { values } = parseArgs({ options: { email: { type: "string" } } });
  readConfiguration();
  await withDatabase(async (url) => {
    process.env.DATABASE_URL = url;
    await makeLink(values.email).finally(closeDatabase);
  });
});

import type { Metadata } from "next";
import { KindList } from "#components/catalogue/kind-list.tsx";
import { LoadWizard } from "#components/catalogue/load-wizard.tsx";
import { ProfileList } from "#components/catalogue/profile-list.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { teamChoices } from "#lib/registry/catalogue/choices.ts";
import { countEntries, describeCatalogue } from "#lib/registry/catalogue/queries.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Starter catalogue" };

/** Checklists, figures and procedures of five ways of running production: what to load, and what is loaded. */
export default async function CataloguePage() {
  const ctx = await pageCtx();
  const catalogue = await describeCatalogue(ctx);
  const kinds = await countEntries(ctx);
  const say =
    kinds.length === 0
      ? "Begin with what others run production by: checklists, KPIs, runbooks and figures, ready to use and to change."
      : "Checklists, KPIs, runbooks and figures that others run production by.";
  return (
    <>
      <PageHead title="Starter catalogue" say={say} />
      <div className="stack">
        {catalogue.abilities.load ? (
          <LoadWizard catalogue={catalogue} teams={await teamChoices(ctx)} />
        ) : (
          <ProfileList catalogue={catalogue} />
        )}
        <KindList kinds={kinds} />
      </div>
    </>
  );
}

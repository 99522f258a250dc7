import type { PlaywrightWorkerArgs } from "@playwright/test";
import type { Caller } from "./api.ts";
import { join, type Member, mark } from "./people.ts";

/** A team with its people, its service and the Morning check of the payments profile: what a journey begins with. */
export interface World {
  teamId: string;
  team: string;
  service: { id: string; name: string };
  /** The daily check that was loaded. */
  morningCheck: string;
  lead: Member;
  engineer: Member;
  colleague: Member;
  manager: Member;
  end: () => Promise<void>;
}

/** Makes a world of its own by the API, as administrators and invited people would. */
export async function makeWorld(
  playwright: PlaywrightWorkerArgs["playwright"],
  admin: Caller,
  url: string,
): Promise<World> {
  const team = `Payments ${mark()}`;
  const { id: teamId } = await admin.call<{ id: string }>("POST", "/teams", { name: team });
  const loaded = await admin.call<{
    service: { id: string; name: string };
    firstCheck: { templateId: string };
  }>("POST", "/catalogue/load", {
    profiles: ["payments-saas"],
    teamId,
    serviceName: `Checkout ${mark()}`,
  });
  // People are chosen by name: nobody may be called like somebody of another test.
  const own = mark();
  const member = (name: string, kind: "lead" | "member") =>
    join(playwright, admin, url, { name: `${name} ${own}`, teamId, kind });
  const lead = await member("Tomasz", "lead");
  const engineer = await member("Ines", "member");
  const colleague = await member("Marek", "member");
  const manager = await join(playwright, admin, url, { name: `Lea ${own}`, role: "manager", teamId });
  return {
    teamId,
    team,
    service: loaded.service,
    morningCheck: loaded.firstCheck.templateId,
    lead,
    engineer,
    colleague,
    manager,
    end: async () => {
      for (const one of [lead, engineer, colleague, manager]) await one.caller.end();
    },
  };
}

import { invalidField } from "#lib/platform/errors.ts";
import { createService } from "#lib/services/commands/create-service.ts";
import { editService } from "#lib/services/commands/edit-service.ts";
import type { Load } from "./outcome.ts";
import type { LoadCatalogue } from "./schema.ts";

export interface TakenService {
  id: string;
  name: string;
  profileKey: string;
  made: boolean;
}

async function findService({ tx, team }: Load, input: LoadCatalogue) {
  const select = { id: true, name: true, teamId: true, profileKey: true, version: true, archivedAt: true };
  if (input.serviceId) {
    const service = await tx.service.findUnique({ where: { id: input.serviceId }, select });
    if (service?.teamId !== team.id || service.archivedAt)
      throw invalidField("serviceId", "There is no such service in this team.");
    return service;
  }
  const service = await tx.service.findUnique({ where: { name: input.serviceName ?? "" }, select });
  if (service && service.teamId !== team.id)
    throw invalidField("serviceName", "Another team has a service with this name.");
  if (service?.archivedAt) throw invalidField("serviceName", "There is an archived service with this name.");
  return service;
}

/**
 * The service that takes the profile: found by its id or name, or made. Null when none was named. The profiles must
 * be there already.
 * @throws invalid at `serviceId` or `serviceName`
 */
export async function takeService(load: Load, input: LoadCatalogue): Promise<TakenService | null> {
  if (!input.serviceId && !input.serviceName) return null;
  const chosen = input.profiles.filter((one) => one !== "general");
  const profileKey = input.serviceProfile ?? chosen[0] ?? "general";
  const found = await findService(load, input);
  if (!found) {
    const { id, name } = await createService(load.ctx, {
      name: input.serviceName ?? "",
      about: "",
      teamId: load.team.id,
      profileKey,
      serviceHours: null,
      links: [],
    });
    return { id, name, profileKey, made: true };
  }
  if (found.profileKey !== profileKey && profileKey !== "general")
    await editService(load.ctx, { id: found.id, profileKey, version: found.version });
  return {
    id: found.id,
    name: found.name,
    profileKey: profileKey === "general" ? found.profileKey : profileKey,
    made: false,
  };
}

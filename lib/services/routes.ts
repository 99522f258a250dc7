import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { addStakeholder } from "./commands/add-stakeholder.ts";
import { archiveService } from "./commands/archive-service.ts";
import { createService } from "./commands/create-service.ts";
import { dropServiceSetting } from "./commands/drop-service-setting.ts";
import { dropSetting } from "./commands/drop-setting.ts";
import { editService } from "./commands/edit-service.ts";
import { editVendor } from "./commands/edit-vendor.ts";
import { leaveUpdates } from "./commands/leave-updates.ts";
import { putServiceSetting } from "./commands/put-service-setting.ts";
import { putSetting } from "./commands/put-setting.ts";
import { removeStakeholder } from "./commands/remove-stakeholder.ts";
import { getService, listProfiles, listServices, listVendors } from "./queries/services.ts";
import { getServiceSetting, getSetting, listServiceSettings, listSettings } from "./queries/settings.ts";
import { listStakeholders } from "./queries/stakeholders.ts";
import * as s from "./schema.ts";

export const servicesRoutes = newRoutes();
const read = { who: "signed-in", scope: "services:read" } as const;
const write = { who: "signed-in", scope: "services:write" } as const;
const settings = { who: "signed-in", scope: "none", fresh: true } as const;
const OneSetting = z.union([s.SettingDto, s.ThresholdDto]);

/** A repeated key answers again only to somebody who still sees the service. */
const seen = (ctx: Ctx, answer: unknown) => getService(ctx, s.IdParams.parse(answer).id);
const ofService = (ctx: Ctx, _answer: unknown, params: { id: string }) => getService(ctx, params.id);

route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/services",
  summary: "Services I may see, by name",
  query: s.ListServices,
  answer: s.page(s.ServiceDto),
  handle: ({ ctx, query }) => listServices(ctx, query),
});
route(servicesRoutes, {
  ...write,
  method: "post",
  path: "/services",
  summary: "Make a service of a team",
  team: "lead",
  body: s.CreateService,
  status: 201,
  answer: s.ServiceDto,
  stillVisible: seen,
  handle: ({ ctx, body }) => createService(ctx, body),
});
route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/services/{id}",
  summary: "One service",
  team: "reader",
  params: s.IdParams,
  answer: s.ServiceDto,
  handle: ({ ctx, params }) => getService(ctx, params.id),
});
route(servicesRoutes, {
  ...write,
  method: "patch",
  path: "/services/{id}",
  summary: "Change a service; members may say its status",
  team: "lead",
  params: s.IdParams,
  body: s.EditService,
  answer: s.ServiceDto,
  stillVisible: seen,
  handle: ({ ctx, params, body }) => editService(ctx, { ...body, id: params.id }),
});
route(servicesRoutes, {
  ...write,
  method: "post",
  path: "/services/{id}/archive",
  summary: "Take a service out of use",
  team: "lead",
  params: s.IdParams,
  answer: s.ServiceDto,
  stillVisible: seen,
  handle: ({ ctx, params }) => archiveService(ctx, params),
});
route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/services/{id}/settings",
  summary: "All settings as they hold for a service, each with where it comes from",
  team: "reader",
  params: s.IdParams,
  answer: z.object({ items: z.array(s.SettingDto) }),
  handle: async ({ ctx, params }) => ({ items: await listServiceSettings(ctx, params.id) }),
});
route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/services/{id}/settings/{key}",
  summary: "One setting, or the figures of a metric, of a service",
  team: "reader",
  params: s.ServiceKeyParams,
  answer: OneSetting,
  handle: ({ ctx, params }) => getServiceSetting(ctx, { serviceId: params.id, key: params.key }),
});
route(servicesRoutes, {
  ...settings,
  method: "put",
  path: "/services/{id}/settings/{key}",
  summary: "Give a service a value of its own",
  team: "lead",
  params: s.ServiceKeyParams,
  body: s.PutSetting,
  answer: OneSetting,
  stillVisible: ofService,
  handle: ({ ctx, params, body }) =>
    putServiceSetting(ctx, { ...body, serviceId: params.id, key: params.key }),
});
route(servicesRoutes, {
  ...settings,
  method: "delete",
  path: "/services/{id}/settings/{key}",
  summary: "Take a service's own value back",
  team: "lead",
  params: s.ServiceKeyParams,
  body: s.DropSetting,
  answer: OneSetting,
  stillVisible: ofService,
  handle: ({ ctx, params, body }) =>
    dropServiceSetting(ctx, { ...body, serviceId: params.id, key: params.key }),
});
route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/settings",
  summary: "All settings of the installation",
  answer: z.object({ items: z.array(s.SettingDto) }),
  handle: async ({ ctx }) => ({ items: await listSettings(ctx) }),
});
route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/settings/{key}",
  summary: "One setting",
  params: s.KeyParams,
  answer: s.SettingDto,
  handle: ({ ctx, params }) => getSetting(ctx, params.key),
});
route(servicesRoutes, {
  ...settings,
  who: "admin",
  method: "put",
  path: "/settings/{key}",
  summary: "Set a setting of the installation",
  params: s.KeyParams,
  body: s.PutSetting,
  answer: s.SettingDto,
  handle: ({ ctx, params, body }) => putSetting(ctx, { ...body, key: params.key }),
});
route(servicesRoutes, {
  ...settings,
  who: "admin",
  method: "delete",
  path: "/settings/{key}",
  summary: "Go back to the default",
  params: s.KeyParams,
  body: s.DropSetting,
  answer: s.SettingDto,
  handle: ({ ctx, params, body }) => dropSetting(ctx, { ...body, key: params.key }),
});
route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/profiles",
  summary: "Profiles a service can pick",
  answer: z.object({ items: z.array(s.ProfileDto) }),
  handle: async ({ ctx }) => ({ items: await listProfiles(ctx) }),
});
route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/vendors",
  summary: "Outside services and how they are",
  answer: z.object({ items: z.array(s.VendorDto) }),
  handle: async ({ ctx }) => ({ items: await listVendors(ctx) }),
});
route(servicesRoutes, {
  ...write,
  who: "responder",
  method: "patch",
  path: "/vendors/{key}",
  summary: "Say how an outside service is",
  params: s.VendorParams,
  body: s.EditVendor,
  answer: s.VendorDto,
  handle: ({ ctx, params, body }) => editVendor(ctx, { ...body, key: params.key }),
});

const Stakeholders = z.object({ items: z.array(s.StakeholderDto) });
route(servicesRoutes, {
  ...read,
  method: "get",
  path: "/services/{id}/stakeholders",
  summary: "Who receives the stakeholder updates of a service",
  team: "member",
  params: s.IdParams,
  answer: Stakeholders,
  handle: async ({ ctx, params }) => ({ items: await listStakeholders(ctx, params.id) }),
});
route(servicesRoutes, {
  ...write,
  method: "post",
  path: "/services/{id}/stakeholders",
  summary: "Have a person or a mail address receive the updates of a service",
  team: "lead",
  params: s.IdParams,
  body: s.AddStakeholder,
  status: 201,
  answer: Stakeholders,
  stillVisible: (ctx, _answer, params) => listStakeholders(ctx, params.id),
  respond: (items: s.StakeholderDto[]) => ({ answer: { items }, status: 201 }),
  handle: ({ ctx, params, body }) => addStakeholder(ctx, { ...body, serviceId: params.id }),
});
route(servicesRoutes, {
  ...write,
  method: "delete",
  path: "/services/{id}/stakeholders/{stakeholderId}",
  summary: "Take somebody off the updates of a service",
  team: "lead",
  params: s.StakeholderParams,
  answer: Stakeholders,
  stillVisible: (ctx, _answer, params) => listStakeholders(ctx, params.id),
  respond: (items: s.StakeholderDto[]) => ({ answer: { items }, status: 200 }),
  handle: ({ ctx, params }) =>
    removeStakeholder(ctx, { serviceId: params.id, stakeholderId: params.stakeholderId }),
});
route(servicesRoutes, {
  method: "post",
  path: "/stakeholders/leave",
  summary: "Leave the updates of a service by the link in a mail",
  who: "secret",
  scope: "none",
  body: s.Leave,
  answer: z.object({ service: z.string() }),
  handle: ({ ctx, body, http }) => leaveUpdates(ctx, body, http.get("address")),
});

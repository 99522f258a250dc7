import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { notFound } from "#lib/platform/errors.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { acceptInvitation } from "./commands/accept-invitation.ts";
import { archiveTeam } from "./commands/archive-team.ts";
import { createTeam } from "./commands/create-team.ts";
import { deactivateUser } from "./commands/deactivate.ts";
import { editMe } from "./commands/edit-me.ts";
import { editTeam } from "./commands/edit-team.ts";
import { editUser } from "./commands/edit-user.ts";
import { fillDuty } from "./commands/fill-duty.ts";
import { invite } from "./commands/invite.ts";
import { keepView } from "./commands/keep-view.ts";
import { putMember } from "./commands/put-member.ts";
import { reactivateUser } from "./commands/reactivate.ts";
import { removeMember } from "./commands/remove-member.ts";
import { revokeInvitation } from "./commands/revoke-invitation.ts";
import { setPreferences } from "./commands/set-preferences.ts";
import { listCarriedWork } from "./queries/carries.ts";
import { listInvitations } from "./queries/invitations.ts";
import { getTeam, listTeams } from "./queries/teams.ts";
import { listViews } from "./queries/views.ts";
import { getMe, getUser, listUsers } from "./queries.ts";
import * as s from "./schema.ts";

export const peopleRoutes = newRoutes();
const own = { who: "signed-in", scope: "none" } as const;
const read = { who: "signed-in", scope: "people:read" } as const;
const admin = { who: "admin", scope: "none", fresh: true } as const;

/** A repeated key answers again only to somebody who still sees the team. */
const ofTeam = (ctx: Ctx, _answer: unknown, params: { id: string }) => getTeam(ctx, params.id);

route(peopleRoutes, {
  ...read,
  method: "get",
  path: "/me",
  summary: "Me: profile, teams, preferences",
  answer: s.MeDto,
  handle: ({ ctx }) => getMe(ctx),
});
route(peopleRoutes, {
  ...own,
  method: "patch",
  path: "/me",
  summary: "Change my name, zone and phone, or confirm my contact data",
  body: s.EditMe,
  answer: s.MeDto,
  handle: ({ ctx, body }) => editMe(ctx, body),
});
route(peopleRoutes, {
  ...own,
  method: "put",
  path: "/me/preferences",
  summary: "Keep my theme and shortcuts",
  body: s.Preferences,
  answer: s.MeDto.shape.preferences,
  handle: ({ ctx, body }) => setPreferences(ctx, body),
});
const Views = z.object({ items: z.array(s.SavedViewDto) });
route(peopleRoutes, {
  ...own,
  method: "get",
  path: "/me/views",
  summary: "My saved views of a list",
  query: s.ViewsQuery,
  answer: Views,
  handle: async ({ ctx, query }) => ({ items: await listViews(ctx, query.place) }),
});
route(peopleRoutes, {
  ...own,
  method: "put",
  path: "/me/views",
  summary: "Keep the filters of a list under a name, or take the name away",
  body: s.KeepView,
  answer: Views,
  handle: async ({ ctx, body }) => ({ items: await keepView(ctx, body) }),
});
route(peopleRoutes, {
  ...read,
  method: "get",
  path: "/users",
  summary: "People, by name",
  query: s.ListUsers,
  answer: s.page(s.UserDto),
  handle: ({ ctx, query }) => listUsers(ctx, query),
});
route(peopleRoutes, {
  ...read,
  method: "get",
  path: "/users/{id}",
  summary: "One person",
  params: s.IdParams,
  answer: s.UserPageDto,
  handle: ({ ctx, params }) => getUser(ctx, params.id),
});
route(peopleRoutes, {
  ...admin,
  method: "patch",
  path: "/users/{id}",
  summary: "Change a person's name, address, role, zone or phone",
  params: s.IdParams,
  body: s.EditUser,
  answer: s.UserPageDto,
  handle: ({ ctx, params, body }) => editUser(ctx, { ...body, id: params.id }),
});
route(peopleRoutes, {
  method: "get",
  path: "/users/{id}/carries",
  summary: "All that would have nobody if this person were deactivated",
  who: "admin",
  scope: "none",
  params: s.IdParams,
  answer: z.object({ items: z.array(s.CarriedWorkDto) }),
  handle: async ({ ctx, params }) => ({ items: await listCarriedWork(ctx, params.id) }),
});
route(peopleRoutes, {
  ...admin,
  method: "post",
  path: "/users/{id}/deactivate",
  summary: "Deactivate a person; what they carry goes to the replacements",
  params: s.IdParams,
  body: s.Deactivate,
  answer: s.UserPageDto,
  handle: ({ ctx, params, body }) => deactivateUser(ctx, { ...params, ...body }),
});
route(peopleRoutes, {
  ...admin,
  method: "post",
  path: "/users/{id}/reactivate",
  summary: "Let a deactivated person sign in again",
  params: s.IdParams,
  answer: s.UserPageDto,
  handle: ({ ctx, params }) => reactivateUser(ctx, params),
});
route(peopleRoutes, {
  ...own,
  method: "get",
  path: "/invitations",
  summary: "Invitations, newest first: all for administrators, into own teams for leads",
  answer: z.object({ items: z.array(s.InvitationDto) }),
  handle: async ({ ctx }) => ({ items: await listInvitations(ctx) }),
});
route(peopleRoutes, {
  ...own,
  method: "post",
  path: "/invitations",
  summary: "Invite somebody by a one-time link, shown once",
  team: "lead",
  fresh: true,
  body: s.Invite,
  status: 201,
  answer: z.object({ id: z.string(), url: z.string(), expiresAt: z.string() }),
  handle: ({ ctx, body }) => invite(ctx, body),
});
route(peopleRoutes, {
  ...own,
  method: "post",
  path: "/invitations/{id}/revoke",
  summary: "Take an invitation back",
  team: "lead",
  fresh: true,
  params: s.IdParams,
  answer: z.object({ id: z.string(), revokedAt: z.string() }),
  stillVisible: async (ctx, _answer, params) => {
    if (!(await listInvitations(ctx)).some((one) => one.id === params.id)) throw notFound("invitation");
  },
  handle: ({ ctx, params }) => revokeInvitation(ctx, params),
});
route(peopleRoutes, {
  method: "post",
  path: "/invitations/accept",
  summary: "Join with an invitation's secret",
  who: "secret",
  scope: "none",
  body: s.AcceptInvitation,
  status: 201,
  answer: z.object({ userId: z.string(), email: z.string() }),
  handle: ({ ctx, body }) => acceptInvitation(ctx, body),
});
route(peopleRoutes, {
  ...read,
  method: "get",
  path: "/teams",
  summary: "Teams I may see, by name",
  query: s.ListTeams,
  answer: s.page(s.TeamListDto),
  handle: ({ ctx, query }) => listTeams(ctx, query),
});
route(peopleRoutes, {
  method: "post",
  path: "/teams",
  summary: "Make a team; its maker is its lead",
  who: "admin",
  scope: "none",
  body: s.CreateTeam,
  status: 201,
  answer: s.TeamDto,
  handle: ({ ctx, body }) => createTeam(ctx, body),
});
route(peopleRoutes, {
  ...read,
  method: "get",
  path: "/teams/{id}",
  summary: "One team with its people and duty roles",
  team: "reader",
  params: s.IdParams,
  answer: s.TeamDto,
  handle: ({ ctx, params }) => getTeam(ctx, params.id),
});
route(peopleRoutes, {
  ...own,
  method: "patch",
  path: "/teams/{id}",
  summary: "Change a team",
  team: "lead",
  params: s.IdParams,
  body: s.EditTeam,
  answer: s.TeamDto,
  stillVisible: ofTeam,
  handle: ({ ctx, params, body }) => editTeam(ctx, { ...body, id: params.id }),
});
route(peopleRoutes, {
  method: "post",
  path: "/teams/{id}/archive",
  summary: "End a team; what it did stays readable",
  who: "admin",
  scope: "none",
  fresh: true,
  params: s.IdParams,
  answer: s.TeamDto,
  handle: ({ ctx, params }) => archiveTeam(ctx, params),
});
route(peopleRoutes, {
  ...own,
  method: "put",
  path: "/teams/{id}/members/{userId}",
  summary: "Put somebody into a team, or change what they are in it",
  team: "lead",
  fresh: true,
  params: s.MemberParams,
  body: s.PutMember,
  answer: s.TeamDto,
  stillVisible: ofTeam,
  handle: ({ ctx, params, body }) =>
    putMember(ctx, { teamId: params.id, userId: params.userId, kind: body.kind }),
});
route(peopleRoutes, {
  ...own,
  method: "delete",
  path: "/teams/{id}/members/{userId}",
  summary: "Take somebody out of a team",
  team: "lead",
  fresh: true,
  params: s.MemberParams,
  answer: z.object({ team: s.TeamDto.nullable() }),
  stillVisible: ofTeam,
  handle: ({ ctx, params }) => removeMember(ctx, { teamId: params.id, userId: params.userId }),
});
route(peopleRoutes, {
  ...own,
  method: "put",
  path: "/teams/{id}/duties/{roleKey}",
  summary: "Say who fills a duty role of a team",
  team: "lead",
  params: s.DutyParams,
  body: s.PutDuty,
  answer: s.TeamDto,
  stillVisible: ofTeam,
  handle: ({ ctx, params, body }) =>
    fillDuty(ctx, { teamId: params.id, roleKey: params.roleKey, userIds: body.userIds }),
});

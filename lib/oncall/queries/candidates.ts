/** People who work in a team: its members, leads and deputies; somebody named to read a closed team does not. */
export const worksIn = (teamId: string) => ({
  memberships: { some: { teamId, kind: { in: ["member", "lead", "deputy"] } } },
});

/** Who can be on call at all: there, and not a viewer (the table of rights). */
export const CAN_BE_ON_CALL = { deactivatedAt: null, role: { not: "viewer" } };

/** Who may be put on call by a team. */
export const candidatesWhere = (teamId: string) => ({ ...CAN_BE_ON_CALL, ...worksIn(teamId) });

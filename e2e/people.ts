import type { PlaywrightWorkerArgs } from "@playwright/test";
import { type Caller, signInByApi } from "./api.ts";
import type { Person } from "./fixtures.ts";

type Role = "viewer" | "responder" | "manager" | "admin";
type Kind = "member" | "lead" | "deputy" | "reader";

export const password = "a quiet harbour at dawn";

/** Somebody, and their way to the API. */
export interface Member {
  person: Person;
  caller: Caller;
}

let counter = 0;

/** A short mark that no other test of the run carries. */
export function mark(): string {
  counter += 1;
  return `${process.env.TEST_WORKER_INDEX ?? "0"}${counter}${Date.now().toString(36).slice(-4)}`;
}

/** Invites somebody and accepts as them, as two people would by the link. */
export async function join(
  playwright: PlaywrightWorkerArgs["playwright"],
  admin: Caller,
  url: string,
  who: { name: string; role?: Role; teamId?: string; kind?: Kind },
): Promise<Member> {
  const email = `${who.name.toLowerCase().replaceAll(/\W+/g, ".")}.${mark()}@example.org`;
  const invitation = await admin.call<{ url: string }>("POST", "/invitations", {
    email,
    name: who.name,
    role: who.role ?? "responder",
    ...(who.teamId ? { teamId: who.teamId, teamKind: who.kind ?? "member" } : {}),
  });
  const token = new URL(invitation.url).searchParams.get("token") ?? "";
  const joined = { token, name: who.name, password, zone: "Asia/Kathmandu" };
  const { userId } = await admin.call<{ userId: string }>("POST", "/invitations/accept", joined);
  const person = { id: userId, name: who.name, email, password };
  return { person, caller: await signInByApi(playwright, url, person) };
}

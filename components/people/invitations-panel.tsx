import { RevokeInvitation } from "#components/people/revoke-invitation.tsx";
import { ROLE_WORDS } from "#components/people/words.ts";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { InvitationDto } from "#lib/people/schema.ts";

const STATE: Record<InvitationDto["state"], { word: string; tone: "ok" | "neutral" | "info" }> = {
  open: { word: "Open", tone: "info" },
  accepted: { word: "Accepted", tone: "ok" },
  revoked: { word: "Taken back", tone: "neutral" },
  expired: { word: "Run out", tone: "neutral" },
};

/** Invitations that wait for an answer, and how the latest others ended. */
export function InvitationsPanel({ invitations }: { invitations: InvitationDto[] }) {
  const open = invitations.filter((one) => one.state === "open");
  const shown = [...open, ...invitations.filter((one) => one.state !== "open").slice(0, 5)];
  if (shown.length === 0) return null;
  return (
    <Panel title="Invitations" count={open.length}>
      <ul>
        {shown.map((one) => (
          <ListRow key={one.id} two columns="minmax(0,1fr) auto auto" phoneColumns="minmax(0,1fr) auto">
            <RowTitle
              title={one.name ? `${one.name}, ${one.email}` : one.email}
              sub={
                <>
                  {ROLE_WORDS[one.role]}
                  {one.team ? ` in ${one.team.name}` : ""}, by {one.invitedBy},{" "}
                  <RelativeTime iso={one.createdAt} />
                </>
              }
            />
            <Badge tone={STATE[one.state].tone}>{STATE[one.state].word}</Badge>
            {one.state === "open" ? <RevokeInvitation id={one.id} email={one.email} /> : <span />}
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}

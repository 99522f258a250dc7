import BellRing from "lucide-react/icons/bell-ring";
import type { CSSProperties } from "react";
import { CreateToken } from "#components/people/create-token.tsx";
import { PasswordForm } from "#components/people/password-form.tsx";
import { PreferencesForm } from "#components/people/preferences-form.tsx";
import { ProfileForm } from "#components/people/profile-form.tsx";
import { SessionsPanel } from "#components/people/sessions-panel.tsx";
import { TokenList } from "#components/people/token-list.tsx";
import { KIND_WORDS } from "#components/people/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { SCOPES, type SessionDto, type TokenDto } from "#lib/auth/schema.ts";
import type { MeDto } from "#lib/people/schema.ts";

type Props = { me: MeDto; sessions: SessionDto[]; tokens: TokenDto[]; nowIso: string };

/** One's own account. */
export function ProfilePage({ me, sessions, tokens, nowIso }: Props) {
  return (
    <div className="cols" style={{ "--side": "372px" } as CSSProperties}>
      <div className="stack">
        <Panel title="Who you are" padded id="contact">
          <ProfileForm me={me} />
        </Panel>
        <SessionsPanel sessions={sessions} />
        <Panel
          title="API tokens"
          id="tokens"
          count={tokens.filter((one) => !one.revokedAt).length}
          end={<CreateToken scopes={SCOPES} />}
        >
          <TokenList tokens={tokens} nowIso={nowIso} />
        </Panel>
      </div>
      <div className="stack">
        <Panel title="How you are reached" padded>
          <div className="grid justify-items-start gap-3">
            <p className="t2">Push, ntfy, phone and mail; quiet hours; the alarm of an open tab.</p>
            <LinkButton href="/profile/notifications" variant="soft" icon={<BellRing />}>
              Set it up and test it
            </LinkButton>
          </div>
        </Panel>
        <Panel title="Preferences" padded>
          <PreferencesForm kept={me.preferences} />
        </Panel>
        {me.account?.hasPassword ? (
          <Panel title="Password" padded id="password">
            <PasswordForm email={me.email} />
          </Panel>
        ) : null}
        {me.teams.length > 0 ? (
          <Panel title="Your teams" count={me.teams.length} tight>
            <ul>
              {me.teams.map((team) => (
                <ListRow key={team.id} columns="minmax(0,1fr) auto">
                  <RowTitle title={<Anchor href={`/settings/teams/${team.id}`}>{team.name}</Anchor>} />
                  <span className="t2">{KIND_WORDS[team.kind]}</span>
                </ListRow>
              ))}
            </ul>
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

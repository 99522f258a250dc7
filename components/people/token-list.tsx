import KeyRound from "lucide-react/icons/key-round";
import { RevokeToken } from "#components/people/revoke-token.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, RowTitle } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { TokenDto } from "#lib/auth/schema.ts";

type Props = { tokens: TokenDto[]; nowIso: string; owners?: boolean | undefined };

function stateOf(token: TokenDto, nowIso: string): string | null {
  if (token.revokedAt) return "Revoked";
  return token.expiresAt && token.expiresAt < nowIso ? "Run out" : null;
}

/** API tokens with their scopes and when they were used last. */
export function TokenList({ tokens, nowIso, owners }: Props) {
  if (tokens.length === 0)
    return (
      <EmptyState icon={<KeyRound />} title="No token yet">
        A token lets a script or a monitor speak to the API in its maker's name.
      </EmptyState>
    );
  return (
    <ul>
      {tokens.map((token) => {
        const ended = stateOf(token, nowIso);
        return (
          <ListRow
            key={token.id}
            two
            columns="minmax(0,1fr) minmax(0,11rem) 88px"
            phoneColumns="minmax(0,1fr) auto"
          >
            <RowTitle
              title={
                <>
                  {token.name} <span className="mono xs t3">{token.prefix}…</span>
                </>
              }
              sub={`${owners ? `${token.owner.name}: ` : ""}${token.scopes.join(", ")}`}
            />
            <span className="xs t2 max-sm:col-span-full">
              {token.lastUsedAt ? (
                <>
                  Used <RelativeTime iso={token.lastUsedAt} />
                </>
              ) : (
                "Never used"
              )}
              {token.expiresAt && !ended ? (
                <>
                  , ends <RelativeTime iso={token.expiresAt} />
                </>
              ) : null}
            </span>
            <span className="row justify-end max-sm:col-start-2 max-sm:row-start-1">
              {ended ? <Badge>{ended}</Badge> : <RevokeToken id={token.id} name={token.name} />}
            </span>
          </ListRow>
        );
      })}
    </ul>
  );
}

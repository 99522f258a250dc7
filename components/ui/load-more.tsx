import { Button, LinkButton } from "#components/ui/button.tsx";

export type LoadMoreProps = {
  /** How many are shown; of how many, when that is known. */
  shown: number;
  total?: number | undefined;
  /** The next page as a URL (server-rendered lists). */
  href?: string | undefined;
  /** Or a fetch (client lists). */
  onMore?: (() => void) | undefined;
  busy?: boolean | undefined;
};

/** The end of a list that has more. Nothing is shown when there is no more. */
export function LoadMore({ shown, total, href, onMore, busy }: LoadMoreProps) {
  if (!href && !onMore) return null;
  const words = total === undefined ? `${shown} shown` : `${shown} of ${total} shown`;
  return (
    <div className="row justify-center p-3">
      {href ? (
        <LinkButton href={href} scroll={false} variant="soft" size="sm">
          Load more
        </LinkButton>
      ) : (
        <Button variant="soft" size="sm" busy={busy} busyLabel="Loading" onClick={onMore}>
          Load more
        </Button>
      )}
      <span className="xs t3 num">{words}</span>
    </div>
  );
}

import ShieldCheck from "lucide-react/icons/shield-check";
import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";

export type ErrorPanelProps = {
  /** What could not be done: "The check could not be signed". */
  title: string;
  /** Why, as far as known. */
  happened: ReactNode;
  /** What is safe: "All 18 answers are kept in this browser." */
  kept?: ReactNode;
  /** The buttons or links that lead on. */
  actions?: ReactNode;
  requestId?: string | undefined;
  /** Announce it at once (client-side failures). */
  announce?: boolean | undefined;
  level?: 1 | 2 | undefined;
  className?: string | undefined;
};

/** What happened, what was kept, what to do. No apology. */
export function ErrorPanel(props: ErrorPanelProps) {
  const { title, happened, kept, actions, requestId, announce, level = 2 } = props;
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={cx("errorp", props.className)} role={announce ? "alert" : undefined}>
      <Heading className="row b">
        <StateGlyph state="crit" />
        {title}
      </Heading>
      <p className="t2">{happened}</p>
      {kept ? (
        <p className="kept">
          <ShieldCheck className="s" />
          <span>{kept}</span>
        </p>
      ) : null}
      {actions || requestId ? (
        <div className="row wrap">
          {actions}
          {requestId ? (
            <CopyButton text={requestId} variant="quiet">
              Copy details <span className="mono xs t3">{requestId.slice(0, 8)}</span>
            </CopyButton>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

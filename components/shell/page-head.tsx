import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "#components/ui/breadcrumbs.tsx";
import { cx } from "#components/ui/cx.ts";

export type PageHeadProps = {
  title: ReactNode;
  /** One sentence of facts: "A handoff waits for you, 4 checks need you." */
  say?: ReactNode;
  crumbs?: ReadonlyArray<Crumb> | undefined;
  /** Before the title: a severity mark, large. */
  mark?: ReactNode;
  /** At the right: filters, meters, the page's buttons. */
  children?: ReactNode;
  className?: string | undefined;
};

/** The head of a page: what it is, and the one sentence its panels are the evidence for. */
export function PageHead({ title, say, crumbs, mark, children, className }: PageHeadProps) {
  return (
    <div className={cx("pagehead", className)}>
      <div className="grow">
        {crumbs ? <Breadcrumbs items={crumbs} /> : null}
        <div className="row">
          {mark}
          <h1>{title}</h1>
        </div>
        {say ? <p className="say">{say}</p> : null}
      </div>
      {children}
    </div>
  );
}

/** The phone's bar for the next step of this page; it takes the place of the bottom bar. Primary verb first. */
export function ActionBar({ children }: { children: ReactNode }) {
  return <div className="actbar">{children}</div>;
}

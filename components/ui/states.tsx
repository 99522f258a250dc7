import type { CSSProperties, ReactNode } from "react";

export type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** What to do first. */
  children?: ReactNode;
  /** One or two buttons that do it. */
  actions?: ReactNode;
  /** 1 when it is the whole page. */
  level?: 1 | undefined;
};

/** Nothing here yet: what to do first, and the button that does it. */
export function EmptyState({ icon, title, children, actions, level }: EmptyStateProps) {
  return (
    <div className="empty">
      {icon}
      {level === 1 ? <h1>{title}</h1> : <p className="b">{title}</p>}
      {children ? <p className="t2">{children}</p> : null}
      {actions ? <div className="row">{actions}</div> : null}
    </div>
  );
}

const WIDTHS = ["62%", "48%", "70%", "54%"] as const;

/** Loading keeps the layout: grey bars at the final row height (px). */
export function SkeletonRows({ rows = 4, height = 38 }: { rows?: number; height?: number }) {
  return (
    <div className="skel" role="status" style={{ "--h": `${height}px` } as CSSProperties}>
      <span className="vh">Loading</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} aria-hidden="true">
          <i style={{ width: 36 }} />
          <i style={{ width: WIDTHS[index % WIDTHS.length] }} />
          <i style={{ width: 52, marginLeft: "auto" }} />
        </div>
      ))}
    </div>
  );
}

import { type CSSProperties, type ReactNode, useId } from "react";
import { cx } from "#components/ui/cx.ts";

export type PanelProps = {
  title?: ReactNode;
  /** Beside the title: how many. */
  count?: number | string | undefined;
  /** At the right end of the head: a link, a badge, a segmented control. */
  end?: ReactNode;
  /** Before the title: a glyph. */
  lead?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  /** Pads the content; leave out for rows and tables, which reach the edges. */
  padded?: boolean | undefined;
  /** A lower head, for side columns. */
  tight?: boolean | undefined;
  /** Accent edge: the one panel that wants an answer now. */
  call?: boolean | undefined;
  as?: "section" | "aside" | "div" | undefined;
  /** The name when there is no visible title. */
  label?: string | undefined;
  id?: string | undefined;
  className?: string | undefined;
};

/** A surface with a head. Inside it only hairlines, never another panel. */
export function Panel(props: PanelProps) {
  const { title, count, end, lead, children, footer, padded, as: Tag = "section" } = props;
  const headingId = useId();
  return (
    <Tag
      id={props.id}
      className={cx("panel", props.tight && "tight", props.call && "call", props.className)}
      aria-labelledby={title ? headingId : undefined}
      aria-label={title ? undefined : props.label}
    >
      {title ? (
        <header>
          {lead}
          <h2 id={headingId}>{title}</h2>
          {count === undefined ? null : <span className="n num">{count}</span>}
          {end ? <span className="end row">{end}</span> : null}
        </header>
      ) : null}
      {padded ? <div className="body">{children}</div> : children}
      {footer ? <footer>{footer}</footer> : null}
    </Tag>
  );
}

export type ListRowProps = {
  children: ReactNode;
  /** Grid columns with a pointer, for example "18px minmax(0,1fr) 152px". */
  columns?: string | undefined;
  /** Grid columns below 44rem; place children with `max-sm:col-start-…`. */
  phoneColumns?: string | undefined;
  /** Two lines of words: 46 px instead of 40. */
  two?: boolean | undefined;
  current?: boolean | undefined;
  selected?: boolean | undefined;
  className?: string | undefined;
};

/** One row of a list inside a panel; its parent is a `<ul>`. */
export function ListRow({
  children,
  columns,
  phoneColumns,
  two,
  current,
  selected,
  className,
}: ListRowProps) {
  const style = { "--cols": columns, "--cols-phone": phoneColumns } as CSSProperties;
  return (
    <li
      className={cx("li", two && "two", selected && "sel", current && "cur", className)}
      style={style}
      aria-current={current ? "true" : undefined}
    >
      {children}
    </li>
  );
}

/** Title and the grey line under it, for the middle of a row. */
export function RowTitle({ title, sub }: { title: ReactNode; sub?: ReactNode }) {
  return (
    <span className="ti">
      <span className="m">{title}</span>
      {sub ? <span className="sub">{sub}</span> : null}
    </span>
  );
}

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import type { CSSProperties, ReactNode } from "react";
import { Anchor } from "#components/ui/anchor.tsx";
import { cx } from "#components/ui/cx.ts";

export type TableProps = {
  /** What the table holds, for screen readers. */
  caption: string;
  children: ReactNode;
  /** Grey head row. */
  headed?: boolean | undefined;
  /** Below 44rem each row becomes a small grid with these columns; cells are placed by their own classes. */
  phoneColumns?: string | undefined;
  className?: string | undefined;
};

/** A native table inside its own sideways scroller. Use `.r` for right-aligned cells, `.tt` for the one that shrinks. */
export function Table({ caption, children, headed, phoneColumns, className }: TableProps) {
  const style = { "--cols-phone": phoneColumns } as CSSProperties;
  return (
    <div className="scroll-x">
      <table className={cx("tbl", headed && "headed", phoneColumns && "fold", className)} style={style}>
        <caption className="vh">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export type SortHeadProps = {
  children: ReactNode;
  /** Where a click leads: the same page sorted by this column. */
  href: string;
  sorted?: "ascending" | "descending" | undefined;
  right?: boolean | undefined;
  className?: string | undefined;
};

/** A column head that sorts by a link, so that the order lives in the URL. */
export function SortHead({ children, href, sorted, right, className }: SortHeadProps) {
  return (
    <th scope="col" className={cx(right && "r", className)} aria-sort={sorted ?? "none"}>
      <Anchor href={href} scroll={false}>
        {children}
        {sorted === "ascending" ? <ArrowUp className="s" /> : null}
        {sorted === "descending" ? <ArrowDown className="s" /> : null}
      </Anchor>
    </th>
  );
}

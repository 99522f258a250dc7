import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { LoadMore, type LoadMoreProps } from "#components/ui/load-more.tsx";
import { SortHead, Table } from "#components/ui/table.tsx";

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Sorts by this column through the URL. */
  sort?: { href: string; sorted?: "ascending" | "descending" | undefined } | undefined;
  right?: boolean | undefined;
  /** The column that shrinks and cuts its text; one per table. */
  shrinks?: boolean | undefined;
  /** Classes of the cell; `max-lg:hidden`, or its place on a phone: `max-sm:col-start-2`. */
  className?: string | undefined;
  /** Hides the head's words, keeps them for screen readers. */
  hideHead?: boolean | undefined;
};

export type DataListProps<Row> = {
  caption: string;
  columns: ReadonlyArray<Column<Row>>;
  rows: ReadonlyArray<Row>;
  rowKey: (row: Row) => string;
  selected?: ((row: Row) => boolean) | undefined;
  current?: ((row: Row) => boolean) | undefined;
  /** Grid columns of a row below 44rem. */
  phoneColumns?: string | undefined;
  /** Shown instead of the table when there are no rows: an `<EmptyState>`. */
  empty: ReactNode;
  more?: LoadMoreProps | undefined;
};

/** A table from column definitions, with its empty state and its "Load more". */
export function DataList<Row>(props: DataListProps<Row>) {
  const { caption, columns, rows, rowKey, selected, current, phoneColumns, empty, more } = props;
  if (rows.length === 0) return empty;
  return (
    <>
      <Table caption={caption} headed phoneColumns={phoneColumns ?? "minmax(0, 1fr) auto"}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={cx(selected?.(row) && "sel", current?.(row) && "cur")}
              aria-current={current?.(row) ? "true" : undefined}
            >
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={cx(column.right && "r", column.shrinks && "tt", column.className)}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {more ? <LoadMore {...more} /> : null}
    </>
  );
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const words = column.hideHead ? <span className="vh">{column.head}</span> : column.head;
  const className = cx(column.right && "r", column.className);
  if (!column.sort) {
    return (
      <th scope="col" className={className}>
        {words}
      </th>
    );
  }
  return (
    <SortHead href={column.sort.href} sorted={column.sort.sorted} className={className}>
      {words}
    </SortHead>
  );
}

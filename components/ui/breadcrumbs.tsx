import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import { Anchor } from "#components/ui/anchor.tsx";

export type Crumb = { label: ReactNode; href?: string | undefined };

/** The way down to this page; the last one is where we are and is no link. */
export function Breadcrumbs({ items }: { items: ReadonlyArray<Crumb> }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="crumbs">
        {items.map((item, index) => (
          // The order is the path itself and never changes in place.
          <li key={index}>
            {index > 0 ? <ChevronRight className="s" /> : null}
            {item.href ? <Anchor href={item.href}>{item.label}</Anchor> : <span>{item.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

import type { CSSProperties, ReactNode } from "react";
import { Panel, type PanelProps } from "#components/ui/panel.tsx";

export type Definition = { term: string; value: ReactNode; hint?: ReactNode };

/** Terms at the left, values at the right. `termWidth` in px. */
export function DefinitionList(props: { items: ReadonlyArray<Definition>; termWidth?: number | undefined }) {
  const style = { "--term": props.termWidth ? `${props.termWidth}px` : undefined } as CSSProperties;
  return (
    <dl className="dl" style={style}>
      {props.items.map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>
            {item.value}
            {item.hint ? <span className="block xs t2">{item.hint}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export type PropertyPanelProps = Pick<PanelProps, "title" | "end" | "footer" | "id" | "className"> & {
  items: ReadonlyArray<Definition>;
  termWidth?: number | undefined;
};

/** A side panel of properties. */
export function PropertyPanel({ items, termWidth, ...panel }: PropertyPanelProps) {
  return (
    <Panel {...panel} tight>
      <DefinitionList items={items} termWidth={termWidth} />
    </Panel>
  );
}

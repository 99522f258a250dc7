import { Anchor } from "#components/ui/anchor.tsx";
import { ListRow, Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";

type Kind = { kind: string; label: string; count: number; reference: boolean };

function Kinds({ title, hint, kinds }: { title: string; hint: string; kinds: ReadonlyArray<Kind> }) {
  if (kinds.length === 0) return null;
  return (
    <Panel title={title} count={kinds.reduce((sum, one) => sum + one.count, 0)}>
      <p className="xs t3 px-3.5 pb-2">{hint}</p>
      <ul>
        {kinds.map((one) => (
          <ListRow key={one.kind} columns="minmax(0,1fr) 48px" phoneColumns="minmax(0,1fr) 48px">
            <Anchor className="ti m" href={`/settings/catalogue/${one.kind}`}>
              {one.label}
            </Anchor>
            <span className="num t2 text-right">{one.count}</span>
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}

/** What is loaded, by kind: what records were made from, and what is kept to be read. */
export function KindList({ kinds }: { kinds: ReadonlyArray<Kind> }) {
  if (kinds.length === 0)
    return (
      <Panel title="What is loaded">
        <EmptyState title="Nothing yet">Choose how your team works, and load it.</EmptyState>
      </Panel>
    );
  return (
    <div className="grid grid-cols-2 items-start gap-3.5 max-lg:grid-cols-1">
      <Kinds
        title="In use"
        hint="Records were made from these; change them in their own places."
        kinds={kinds.filter((one) => !one.reference)}
      />
      <Kinds
        title="Kept as reference"
        hint="The portal makes no records from these: they are here to be read."
        kinds={kinds.filter((one) => one.reference)}
      />
    </div>
  );
}

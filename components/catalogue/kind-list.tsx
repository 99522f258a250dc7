import { Anchor } from "#components/ui/anchor.tsx";
import { Panel } from "#components/ui/panel.tsx";

type Kind = { kind: string; label: string; count: number; reference: boolean };

function Kinds({ title, hint, kinds }: { title: string; hint: string; kinds: ReadonlyArray<Kind> }) {
  if (kinds.length === 0) return null;
  return (
    <Panel title={title} count={kinds.reduce((sum, one) => sum + one.count, 0)} padded>
      <p className="xs t3 pb-2">{hint}</p>
      <ul className="grid grid-cols-4 gap-x-6 gap-y-0.5 max-lg:grid-cols-2 max-sm:grid-cols-1">
        {kinds.map((one) => (
          <li key={one.kind} className="row min-h-7 border-line border-t max-sm:min-h-11">
            <Anchor className="link grow" href={`/settings/catalogue/${one.kind}`}>
              {one.label}
            </Anchor>
            <span className="num t2">{one.count}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What is loaded, by kind: what records were made from, and what is kept to be read. */
export function KindList({ kinds }: { kinds: ReadonlyArray<Kind> }) {
  if (kinds.length === 0) return null;
  return (
    <>
      <Kinds
        title="Loaded and in use"
        hint="Records were made from these; they are changed in their own places."
        kinds={kinds.filter((one) => !one.reference)}
      />
      <Kinds
        title="Loaded and kept as reference"
        hint="The portal makes no records from these: they are here to be read."
        kinds={kinds.filter((one) => one.reference)}
      />
    </>
  );
}

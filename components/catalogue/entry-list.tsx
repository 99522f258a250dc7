import ChevronRight from "lucide-react/icons/chevron-right";
import { ContentView } from "#components/catalogue/content-view.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { EntryDto } from "#lib/registry/catalogue/schema.ts";

function Entry({ entry, open }: { entry: EntryDto; open: boolean }) {
  return (
    <li className="border-line border-t first:border-t-0">
      <details className="group" open={open}>
        <summary className="row min-h-10 list-none px-3.5 py-1.5 hover:bg-hover">
          <ChevronRight className="s group-open:rotate-90" />
          <span className="grow m">{entry.title}</span>
          {entry.profile ? <Badge>{entry.profile.name}</Badge> : null}
        </summary>
        <div className="grid gap-3 px-3.5 pt-1 pb-4 pl-9 max-sm:pl-3.5">
          {entry.live ? (
            <p className="xs t2">
              In use: a copy of what the file said.{" "}
              <Anchor className="link" href={entry.live.href}>
                What holds now is under {entry.live.label}
              </Anchor>
            </p>
          ) : null}
          <ContentView content={entry.content} title={entry.title} />
        </div>
      </details>
    </li>
  );
}

/** Loaded things of one kind, each readable in place. */
export function EntryList(props: {
  label: string;
  entries: ReadonlyArray<EntryDto>;
  /** Whether some may have been left out by what was looked for. */
  filtered: boolean;
  more?: string | undefined;
}) {
  const { label, entries, filtered, more } = props;
  return (
    <Panel label={label}>
      {entries.length > 0 ? null : filtered ? (
        <EmptyState title="Nothing matches">Change or clear the filter.</EmptyState>
      ) : (
        <EmptyState title="Nothing was loaded yet">
          The starter catalogue brings some with the profiles you choose.
        </EmptyState>
      )}
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.key} entry={entry} open={entries.length === 1} />
        ))}
      </ul>
      <LoadMore shown={entries.length} href={more} />
    </Panel>
  );
}

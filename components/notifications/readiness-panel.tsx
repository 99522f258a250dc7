import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { ReadinessDto } from "#lib/notifications/schema.ts";
import { plural } from "#lib/platform/format.ts";
import { Verdict } from "./verdict.tsx";
import { CONTACT_NAMES } from "./words.ts";

const STATE = { wakes: "ok", reaches: "warn", nothing: "crit" } as const;
const BECAUSE: Record<string, string> = {
  schedule: "on call",
  scheduled: "on call",
  keeps: "on call until the handoff is accepted",
  incoming: "takes over",
  lead: "lead",
  deputy: "deputy",
  admin: "administrator",
};

type Called = { userId: string; name: string; because: string };

/** The people of a team in the order a page would find them, each with what it would do. */
export function ReadinessPanel({
  people,
  firstCalled,
}: {
  people: ReadinessDto[];
  firstCalled: ReadonlyArray<Called>;
}) {
  const called = new Map(firstCalled.map((one, index) => [one.userId, index]));
  const place = (one: ReadinessDto) => called.get(one.userId) ?? 99;
  const ordered = [...people].sort((a, b) => place(a) - place(b));
  const first = ordered.filter((one) => called.has(one.userId));
  const awake = first.some((one) => one.level === "wakes");
  return (
    <Panel title="If a P0 fired now" count={people.length}>
      <div className="border-b border-line p-3.5" role="status">
        {first.length === 0 ? (
          <Verdict state="crit">Nobody of this team would be called first.</Verdict>
        ) : (
          <Verdict state={awake ? "ok" : "crit"}>
            {first.map((one) => one.name).join(", ")} would be called first
            {awake ? "." : ", and nothing wakes them."}
          </Verdict>
        )}
      </div>
      {people.length === 0 ? (
        <EmptyState title="No people yet">Give the team its people first.</EmptyState>
      ) : (
        <ul>
          {ordered.map((one) => (
            <ReadinessRow
              key={one.userId}
              person={one}
              because={firstCalled.find((c) => c.userId === one.userId)?.because}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function ReadinessRow({ person, because }: { person: ReadinessDto; because: string | undefined }) {
  return (
    <ListRow columns="20px minmax(0,1fr) auto" phoneColumns="20px minmax(0,1fr)" className="min-h-14 py-2">
      <StateGlyph state={STATE[person.level]} label={person.level} />
      <span className="grid min-w-0 gap-0.5">
        <span className="row wrap gap-2">
          <span className="m">{person.name}</span>
          {because ? <Badge tone="acc">Called first: {BECAUSE[because] ?? because}</Badge> : null}
        </span>
        <span className={person.level === "wakes" ? "xs t2" : "xs warn"}>{person.words}</span>
      </span>
      <span className="row wrap gap-1.5 max-sm:col-start-2">
        {person.ways.map((way) => (
          <Badge key={way.kind} tone={way.failing ? "crit" : way.wakes ? "ok" : "neutral"}>
            {CONTACT_NAMES[way.kind]}
            {way.count > 1 ? ` ${plural(way.count, "place")}` : ""}
            {way.failing ? " failed last" : ""}
          </Badge>
        ))}
      </span>
    </ListRow>
  );
}

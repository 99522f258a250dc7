import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { levelWords, targetWords, unitWords } from "#lib/checklists/model/words.ts";
import {
  answerableItems,
  type ChecklistDefinition,
  type ChecklistItem,
  itemType,
} from "#lib/checklists/model.ts";
import "./template.css";

const KINDS: Record<ReturnType<typeof itemType>, string> = {
  done: "Done",
  yesno: "Yes or no",
  number: "Reading",
  numberVsExpected: "Actual against expected",
  status: "Working or failing",
  choice: "Choice",
  text: "Text",
  trend: "Trend",
};

function figures(item: ChecklistItem): string[] {
  const { measure } = item;
  if (!measure) return [];
  const target = targetWords(measure);
  return [
    target === null ? unitWords(measure.unit) : `Target ${target} ${unitWords(measure.unit)}`.trim(),
    levelWords(measure, "warn"),
    levelWords(measure, "critical"),
    measure.metric ?? null,
  ].filter((word): word is string => Boolean(word));
}

function asks(item: ChecklistItem): string {
  const kind = KINDS[itemType(item)];
  if (item.badWhen) return `${kind}, “${item.badWhen}” means trouble`;
  if (item.options) return `${kind}: ${item.options.join(", ")}`;
  return kind;
}

function Item({ item, numbers }: { item: ChecklistItem; numbers: ReadonlyMap<string, number> }) {
  const group = (item.items?.length ?? 0) > 0;
  return (
    <li className="titem">
      <span className="ix num">{numbers.get(item.key)}</span>
      <span className="grow">
        <span className={group ? "t2" : "m"}>{item.text}</span>
        {item.command ? <code className="mono xs t2 block">{item.command}</code> : null}
      </span>
      {group ? null : (
        <span className="what xs">
          <span className="t2">{asks(item)}</span>
          {figures(item).length > 0 ? <span className="t3 num">{figures(item).join(" · ")}</span> : null}
        </span>
      )}
      <span className="row">
        {item.required === false ? <Badge>optional</Badge> : null}
        {!group && item.mayBeNa === false ? <Badge>always applies</Badge> : null}
      </span>
      {group ? (
        <ol className="under">
          {item.items?.map((one) => (
            <Item key={one.key} item={one} numbers={numbers} />
          ))}
        </ol>
      ) : null}
    </li>
  );
}

/** What a checklist asks, section by section, with the figures it judges by. */
export function TemplateItems({ definition }: { definition: ChecklistDefinition }) {
  const numbers = new Map(answerableItems(definition.sections).map((item, index) => [item.key, index + 1]));
  return (
    <div className="panel">
      {definition.sections.map((section, index) => (
        <section className="sec" key={section.key ?? `${index}-${section.title}`} aria-label={section.title}>
          <h2>
            {section.title}
            {section.dueMinutes ? <span className="t3"> within {section.dueMinutes} min</span> : null}
          </h2>
          <ol>
            {section.items.map((item) => (
              <Item key={item.key} item={item} numbers={numbers} />
            ))}
          </ol>
        </section>
      ))}
      {numbers.size === 0 ? (
        <Panel padded>This checklist has no items yet. Edit it to add some.</Panel>
      ) : null}
    </div>
  );
}

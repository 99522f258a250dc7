import Star from "lucide-react/icons/star";
import { Fragment, type ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { formatDate, formatDay, formatInstant, formatTime } from "#lib/platform/format.ts";

export type TimelineItem = {
  id: string;
  /** The instant, ISO. */
  at: string;
  /** The kind's icon, a lucide element. */
  icon: ReactNode;
  /** The kind in a word, for screen readers: "Note". */
  kind: string;
  tone?: "ok" | "warn" | "crit" | "info" | undefined;
  /** Who; absent for what the portal did by itself (then put a `<b>` title into `text`). */
  author?: string | undefined;
  text: ReactNode;
  /** Words sent out, set apart: a stakeholder update. */
  quote?: ReactNode;
  starred?: boolean | undefined;
  /** A star button of yours; without it a starred entry shows a plain star. */
  star?: ReactNode;
};

export type TimelineListProps = {
  items: ReadonlyArray<TimelineItem>;
  /** Minutes are counted from here. */
  from: string;
  zone: string;
  label?: string | undefined;
};

/** Oldest first: clock time and minutes from the start, kind, who, what, star. A new day is said once. */
export function TimelineList({ items, from, zone, label = "Timeline" }: TimelineListProps) {
  let day = formatDate(from, zone);
  return (
    <ol className="tl" aria-label={label}>
      {items.map((item) => {
        const date = formatDate(item.at, zone);
        const newDay = date !== day;
        day = date;
        return (
          <Fragment key={item.id}>
            {newDay ? <li className="eday">{formatDay(item.at, zone)}</li> : null}
            <Entry item={item} from={from} zone={zone} />
          </Fragment>
        );
      })}
    </ol>
  );
}

/** Minutes after the start, days where those would be too many to read: "+16", "−21 d". */
function sinceStart(minutes: number): string {
  const much = Math.abs(minutes);
  return `${minutes < 0 ? "−" : "+"}${much < 6000 ? much : `${Math.floor(much / 1440)} d`}`;
}

function Entry({ item, from, zone }: { item: TimelineItem; from: string; zone: string }) {
  const minutes = Math.floor((Date.parse(item.at) - Date.parse(from)) / 60_000);
  return (
    <li className="e" id={`entry-${item.id}`}>
      <time className="num" dateTime={item.at} title={formatInstant(item.at, zone)} suppressHydrationWarning>
        {formatTime(item.at, zone)}
        <span>{sinceStart(minutes)}</span>
      </time>
      <span className={cx("dot", item.tone)}>
        {item.icon}
        <span className="vh">{item.kind}</span>
      </span>
      <div className="eb">
        {item.author ? <b>{item.author}</b> : null} {item.text}
        {item.quote ? <span className="quote">{item.quote}</span> : null}
      </div>
      {item.star ?? (item.starred ? <StarMark /> : <span />)}
    </li>
  );
}

function StarMark() {
  return (
    <span className="star on" title="Starred for the postmortem">
      <Star />
      <span className="vh">Starred</span>
    </span>
  );
}

export type StarButtonProps = {
  on: boolean;
  onToggle: (on: boolean) => void;
  disabled?: boolean | undefined;
};

/** Stars an entry for the postmortem, or takes the star away (use in a client component). */
export function StarButton({ on, onToggle, disabled }: StarButtonProps) {
  return (
    <button
      type="button"
      className="star"
      aria-pressed={on}
      aria-label="Star for the postmortem"
      title="Star for the postmortem"
      disabled={disabled}
      onClick={() => onToggle(!on)}
    >
      <Star />
    </button>
  );
}

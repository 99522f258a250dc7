import CircleCheck from "lucide-react/icons/circle-check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { CONTACT_NAMES } from "#components/notifications/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ReadinessDto } from "#lib/notifications/schema.ts";

/** How pages reach the person who takes over: said when the shift begins, not when it is too late. */
export function ReachPanel({ reach, me }: { reach: ReadinessDto; me: string }) {
  const own = reach.userId === me;
  return (
    <Panel tight title={own ? "Pages reach you by" : `Pages reach ${reach.name} by`}>
      <ol className="ho-steps">
        {reach.ways.map((way) => (
          <li key={way.kind}>
            {way.failing ? (
              <TriangleAlert className="s g-warn" aria-hidden />
            ) : (
              <CircleCheck className="s g-ok" aria-hidden />
            )}
            <span>{CONTACT_NAMES[way.kind]}</span>
            <span className="t3 xs end">
              {way.failing ? "failed last time" : way.wakes ? "wakes" : "does not wake"}
            </span>
          </li>
        ))}
        {reach.level === "wakes" ? null : (
          <li>
            <TriangleAlert className="s g-crit" aria-hidden />
            <span className="crit">Nothing here wakes {own ? "you" : "them"}.</span>
          </li>
        )}
      </ol>
      {own ? (
        <p className="px-3.5 pb-3 xs noprint">
          <Anchor className="link" href="/profile/notifications">
            How I am reached
          </Anchor>
        </p>
      ) : null}
    </Panel>
  );
}

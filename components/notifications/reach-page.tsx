import type { CSSProperties } from "react";
import { Panel } from "#components/ui/panel.tsx";
import type { MyReachDto } from "#lib/notifications/schema.ts";
import { AlarmPanel } from "./alarm-panel.tsx";
import { ContactsPanel } from "./contacts-panel.tsx";
import { RulesForm } from "./rules-form.tsx";
import "./notifications.css";
import { Verdict } from "./verdict.tsx";

const STATE = { wakes: "ok", reaches: "warn", nothing: "crit" } as const;

/** Where I can be reached, by which rules, and whether any of it would wake me. */
export function ReachPage({ reach }: { reach: MyReachDto }) {
  const { level, words } = reach.readiness;
  return (
    <>
      <div className="panel mb-3.5 p-4" role="status">
        <Verdict state={STATE[level]}>{words.replaceAll("this person", "you")}</Verdict>
      </div>
      <div className="cols" style={{ "--side": "360px" } as CSSProperties}>
        <div className="stack">
          <ContactsPanel reach={reach} />
          <Panel title="What goes where" padded>
            <RulesForm key={reach.version} reach={reach} />
          </Panel>
        </div>
        <div className="stack">
          <AlarmPanel />
          <Panel title="How a page travels" padded>
            <ol className="prose grid list-decimal gap-1.5 pl-5">
              <li>Everything marked “At once” goes out in the same second.</li>
              <li>What is not delivered is tried again; then whatever is in reserve has its turn.</li>
              <li>When nothing reaches you, the next person is paged.</li>
              <li>A storm is one message a minute; the first page and any P0 never wait.</li>
            </ol>
          </Panel>
        </div>
      </div>
    </>
  );
}

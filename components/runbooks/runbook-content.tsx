import "./runbooks.css";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { CommandLine } from "#components/runbooks/command-line.tsx";
import { RichText } from "#components/runbooks/markdown.tsx";
import { metricWords, SIGNS } from "#components/runbooks/words.ts";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { Command, RunbookContent as Content, EscalateWhen, Fix, Step } from "#lib/runbooks/model.ts";

function Symptoms({ symptoms }: { symptoms: string[] }) {
  if (symptoms.length === 0) return null;
  return (
    <Panel title="Symptoms">
      <ul className="rbsym">
        {symptoms.map((symptom) => (
          <li key={symptom}>{symptom}</li>
        ))}
      </ul>
    </Panel>
  );
}

function Steps({ title, steps }: { title: string; steps: Step[] }) {
  if (steps.length === 0) return null;
  return (
    <Panel title={title} count={steps.length}>
      <ol className="rbsteps">
        {steps.map((step) => (
          <li key={`${step.step} ${step.command ?? ""}`}>
            <div>
              <span className="row wrap">
                {step.step}
                {step.service ? <Badge tone="line">{step.service}</Badge> : null}
                {step.platform ? <Badge tone="line">{step.platform}</Badge> : null}
              </span>
              {step.command ? <CommandLine command={step.command} /> : null}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Fixes({ fixes }: { fixes: Fix[] }) {
  if (fixes.length === 0) return null;
  return (
    <Panel title="Fixes, by cause">
      <dl>
        {fixes.map((fix) => (
          <div className="rbfix" key={`${fix.cause} ${fix.fix}`}>
            <dt className="m">{fix.cause}</dt>
            <dd className="grid gap-1">
              {fix.fix}
              {fix.warning ? (
                <span className="row warn xs">
                  <TriangleAlert className="s" />
                  {fix.warning}
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Commands({ commands }: { commands: Command[] }) {
  if (commands.length === 0) return null;
  return (
    <Panel title="Commands">
      <ul>
        {commands.map((one) => (
          <li key={`${one.does} ${one.command}`} className="grid border-t border-line px-3.5 py-2">
            <span className="row">
              {one.does}
              {one.platform ? <Badge tone="line">{one.platform}</Badge> : null}
            </span>
            <CommandLine command={one.command} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function EscalateIf({ rules }: { rules: EscalateWhen[] }) {
  if (rules.length === 0) return null;
  return (
    <Panel title="Escalate when" call>
      <ul className="rbsym">
        {rules.map((rule) => (
          <li key={`${rule.metric} ${rule.value}`}>
            {metricWords(rule.metric)} {SIGNS[rule.comparator] ?? rule.comparator}{" "}
            <b className="num">{rule.value}</b> {metricWords(rule.unit)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What a runbook says, in the order it is needed. */
export function RunbookContent({ content, notes }: { content: Content; notes: string }) {
  const empty = !notes && Object.values(content).every((list) => list.length === 0);
  if (empty) {
    return (
      <Panel label="Runbook">
        <EmptyState title="Nothing is written here yet">
          Edit it to add symptoms, steps and what helps.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <div className="stack">
      <EscalateIf rules={content.escalateIf} />
      <Symptoms symptoms={content.symptoms} />
      <Steps title="Diagnosis" steps={content.diagnosis} />
      <Fixes fixes={content.fixes} />
      <Steps title="Steps" steps={content.steps} />
      <Commands commands={content.commands} />
      {notes ? (
        <Panel title="Notes" padded>
          <RichText text={notes} />
        </Panel>
      ) : null}
    </div>
  );
}

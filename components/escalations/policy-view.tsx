import { conditionWords, waitWords } from "#components/escalations/policy-words.ts";
import { PreviewPanel } from "#components/escalations/preview-panel.tsx";
import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { ListRow, Panel } from "#components/ui/panel.tsx";
import type { PolicyDto, PreviewDto } from "#lib/escalations/schema.ts";
import { formatSpan } from "#lib/platform/format.ts";

const only = (conditions: PolicyDto["conditions"]) =>
  conditions.length > 0 ? `only ${conditions.map(conditionWords).join(", ")}` : "";

/** One policy: what it lacks, its levels, whom it would call if it fired now. */
export function PolicyView({ policy, preview }: { policy: PolicyDto; preview: PreviewDto }) {
  return (
    <div className="cols" style={{ "--side": "348px" } as React.CSSProperties}>
      <div className="stack">
        <Lacks policy={policy} />
        <Panel title="Levels" count={policy.levels.length}>
          <ol>
            {policy.levels.map((level, index) => (
              <ListRow key={index} two>
                <span className="grow">
                  <span className="m">
                    Level {index + 1}, {waitWords(level.delaySeconds)}
                  </span>
                  <span className="block t2">
                    {level.targets.map((target) => target.label).join(", ")}
                    {level.conditions.length > 0 ? (
                      <span className="t3">, {only(level.conditions)}</span>
                    ) : null}
                  </span>
                </span>
              </ListRow>
            ))}
          </ol>
        </Panel>
        <PreviewPanel preview={preview} />
      </div>
      <aside className="stack" aria-label="About this policy">
        <PropertyPanel
          title="What it judges"
          items={[
            { term: "Team", value: policy.team.name },
            { term: "Service", value: policy.service?.name ?? "Every service without its own policy" },
            { term: "Severities", value: policy.severities.join(", ") || "None yet" },
            ...(policy.conditions.length > 0 ? [{ term: "When", value: only(policy.conditions) }] : []),
            { term: "Again after", value: formatSpan(policy.roundSeconds) },
            {
              term: "Rounds",
              value:
                policy.rounds === null
                  ? "Until acknowledged"
                  : `${policy.rounds}, P0 and P1 until acknowledged`,
            },
            {
              term: "No word for",
              value:
                policy.ackTimeoutSeconds === null
                  ? "30 min (default of P0 and P1)"
                  : formatSpan(policy.ackTimeoutSeconds),
            },
            {
              term: "Backstop",
              value:
                policy.backstopSeconds === null ? "As the setting says" : formatSpan(policy.backstopSeconds),
            },
          ]}
        />
      </aside>
    </div>
  );
}

const LACKS_TITLE: Record<PolicyDto["state"], string> = {
  active: "Worth knowing",
  lacking: "Out of force: it lacks people",
  draft: "Before it can be in force",
  archived: "Before it can be in force",
};

/** What stands between this policy and being in force, with where to mend it. */
function Lacks({ policy }: { policy: PolicyDto }) {
  const { lacks, openRoles, warnings } = policy;
  if (lacks.length + openRoles.length + warnings.length === 0) return null;
  return (
    <Panel title={LACKS_TITLE[policy.state]} padded call>
      <ul className="grid gap-1.5">
        {openRoles.map((role) => (
          <li key={role.key}>
            Who is {role.name}?{" "}
            <Anchor className="link" href={`/settings/teams/${policy.team.id}`}>
              Fill the duty role in {policy.team.name}
            </Anchor>
          </li>
        ))}
        {lacks.map((lack) => (
          <li key={lack.level} className="crit">
            {lack.words}
          </li>
        ))}
        {warnings.map((words) => (
          <li key={words} className="warn">
            {words}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import { CopyButton } from "#components/ui/copy-button.tsx";

/** A command as it is typed, with a button that copies it. */
export function CommandLine({ command }: { command: string }) {
  return (
    <span className="rbcmd">
      <code>{command}</code>
      <CopyButton text={command} label={`Copy: ${command}`} variant="quiet" size="sm" />
    </span>
  );
}

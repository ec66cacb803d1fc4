import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";

interface CommandBlockProps {
  command: { language: string; text: string; copyable?: boolean };
}

/** A command as it stands in the runbook; one that the text forbids to run cannot be copied, and says so. */
export function CommandBlock({ command }: CommandBlockProps) {
  const forbidden = command.copyable === false;
  return (
    <div className="flex items-start gap-2 rounded-lg border border-line bg-ground py-1.5 pl-3 pr-1.5">
      <pre className="min-w-0 grow overflow-x-auto whitespace-pre-wrap break-words py-0.5 font-mono text-[0.8125rem] leading-5">
        <code className={forbidden ? "text-muted line-through" : undefined}>{command.text}</code>
      </pre>
      {forbidden ? (
        <span className="inline-flex items-center gap-1.5 px-1 py-0.5 text-xs font-semibold text-halt">
          <Icon name="slash" className="size-3.5" /> do not run
        </span>
      ) : (
        <CopyButton text={command.text} what="the command" compact className="size-7" />
      )}
    </div>
  );
}

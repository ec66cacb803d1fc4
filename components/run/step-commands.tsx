import type { CommandDefinition } from "@/lib/run/definition";
import { resolveVariables } from "@/lib/run/resolve-variables";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { VariableText } from "./variable-text";

interface StepCommandsProps {
  commands: readonly CommandDefinition[];
  variables: Readonly<Record<string, string>>;
}

/** The commands to run, each with its copy button; what must not or cannot be run as it stands says why. */
export function StepCommands({ commands, variables }: StepCommandsProps) {
  return (
    <>
      {commands.map((command) => {
        const { text, open } = resolveVariables(command.text, variables);
        const barred = whyNoCopy(command, text, open);
        return (
          <div
            key={`${command.line}-${command.text}`}
            className="mb-2.5 flex flex-wrap items-start justify-between gap-3 rounded-lg border border-line bg-ground px-3 py-2.5"
          >
            <pre
              className={`min-w-0 flex-1 overflow-x-auto font-mono text-[0.8125rem] leading-relaxed whitespace-pre-wrap ${barred ? "select-none" : ""}`}
            >
              <span className="text-muted select-none">$ </span>
              <VariableText text={command.text} />
            </pre>
            {barred ? (
              <p className="flex max-w-64 items-start gap-1.5 text-[0.8125rem] text-hold">
                <Icon name="lock" className="mt-0.5 size-3.5" /> {barred}
              </p>
            ) : (
              <CopyButton text={text} what="the command" />
            )}
          </div>
        );
      })}
    </>
  );
}

function whyNoCopy(command: CommandDefinition, text: string, open: readonly string[]): string | null {
  if (command.copyable === false)
    return "The runbook forbids running this; it is shown to be known, not copied.";
  if (open.length > 0) return `Not copied: no value in this run for ${open.join(", ")}.`;
  // The importer masks credentials with these dots; a masked command would fail, or worse, half work.
  if (/••|\*{4,}/.test(text)) return "A secret is masked here. Take it from where your team keeps secrets.";
  return null;
}

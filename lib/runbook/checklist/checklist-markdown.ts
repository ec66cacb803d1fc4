import type { RunbookDefinition } from "../../run/definition";
import { phaseLines } from "./checklist-steps";
import { lineText } from "./checklist-text";

/** Which version a checklist was made from, and when. */
export interface ChecklistSource {
  slug: string;
  version: number;
  sha256: string;
  /** ISO instant of the version's publication. */
  publishedAt: string;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines, ""];
}

function evidenceLines({ evidence }: RunbookDefinition): string[] {
  const early = evidence.filter(({ requiredBefore }) => requiredBefore === "execution");
  const rest = evidence.filter(({ requiredBefore }) => requiredBefore !== "execution");
  const list = (items: typeof evidence) => items.map(({ name }) => `- [ ] \`${name}\``);
  return [
    ...section("Required artifacts before execution", list(early)),
    ...section("Evidence pack", list(rest)),
  ];
}

function rollbackLines(definition: RunbookDefinition): string[] {
  const { triggers, clockMinutes, phases } = definition.rollback;
  const rows = triggers.map(({ text, severity, action, actionText }) => [
    lineText(text),
    lineText(severity ?? ""),
    lineText(actionText ?? action),
  ]);
  return [
    ...(rows.length > 0
      ? section("Rollback triggers", [
          ...table(["Trigger", "Severity", "Action"], rows),
          "",
          `The decider decides within ${clockMinutes} minutes.`,
        ])
      : []),
    ...(phases.length > 0
      ? ["## Rollback plan", "", ...phases.flatMap((phase) => phaseLines(phase, definition, "###"))]
      : []),
  ];
}

/**
 * The operator checklist of a version as Markdown: everything that is ticked off, run, expected, kept and decided,
 * and nothing to read besides. Imported again it is transcript-identical with the version that it was made from.
 */
export function checklistMarkdown(definition: RunbookDefinition, source: ChecklistSource): string {
  const { roles, phases, finalRecord, contacts } = definition;
  const rows = contacts.map(({ role, contact, escalation }) =>
    [role, contact, escalation ?? ""].map(lineText),
  );
  const lines = [
    `# ${lineText(definition.title)}: operator checklist`,
    "",
    `> Version ${source.version} of ${source.slug}, published ${source.publishedAt.slice(0, 10)}`,
    `> SHA-256 ${source.sha256}`,
    "",
    ...section(
      "Roles",
      roles.length > 0
        ? table(
            ["Role", "Name"],
            roles.map(({ name }) => [lineText(name), "____"]),
          )
        : [],
    ),
    ...phases.flatMap((phase) => phaseLines(phase, definition, "##")),
    ...rollbackLines(definition),
    ...evidenceLines(definition),
    ...section(
      "Final decision record",
      finalRecord.map(
        ({ name, options }) =>
          `- ${lineText(name)}: ${options.length > 0 ? options.map(lineText).join(" / ") : ""}`,
      ),
    ),
    ...section("Contacts", rows.length > 0 ? table(["Role", "Contact", "Escalation"], rows) : []),
  ];
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

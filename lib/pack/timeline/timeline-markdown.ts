import type { RunState } from "../../run/state";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../markdown-text";
import { type StepRow, stepRows } from "./step-rows";
import { type TimelineRow, zonedInstant } from "./timeline-row";

/** What the transcript is of; ends where the events begin. */
export function markdownHead(state: RunState): string {
  const { title, kind, runbook, t0, timeZone, status, outcome, seq } = state;
  const facts = [
    ["Kind", kind === "production" ? "PRODUCTION" : "rehearsal"],
    ["Runbook", `${text(runbook.title)} (${code(runbook.slug)}, version ${runbook.version})`],
    ["Runbook SHA-256", code(runbook.sha256)],
    ["T-0", `${zonedInstant(t0, timeZone)} ${text(timeZone)}, ${t0}`],
    ["Standing", text(outcome ?? status)],
    ["Events", String(seq)],
  ];
  return `${[`# Transcript: ${text(title)}`, "", ...table(["", ""], facts), "", "## Timeline", "", ""].join("\n")}`;
}

/** One fact as a list item with an anchor, so that corrections link both ways. */
export function markdownRow(row: TimelineRow, timeZone: string): string {
  const who = row.role === null ? text(row.actor) : `${text(row.actor)}, ${text(row.role)}`;
  const notes = [
    ...(row.detail === null ? [] : [text(row.detail)]),
    ...(row.sha256 === null ? [] : [`SHA-256 ${code(row.sha256)}`]),
    ...(row.late ? [`**recorded late**, at ${row.recordedAt}`] : []),
    ...(row.corrects === null ? [] : [`corrects [${row.corrects}](#e${row.corrects})`]),
    ...row.correctedBy.map((seq) => `corrected by [${seq}](#e${seq})`),
  ];
  const said = row.correctedBy.length > 0 ? `~~${text(row.text)}~~` : text(row.text);
  const line = `- <a id="e${row.seq}"></a>**${row.t}** ${row.local} (${text(timeZone)}), ${row.utc}: ${row.word === "" ? "" : `**${text(row.word)}** `}${said} (${who})`;
  return `${[line, ...notes.map((note) => `  - ${note}`)].join("\n")}\n`;
}

function stepLines(step: StepRow): string[] {
  return [
    `- **${text(step.status.toUpperCase())}** ${text(step.title)} (${code(step.stepId)})`,
    ...step.attempts.map(
      ({ attempt, status, at, by, reason, voided }) =>
        `  - Attempt ${attempt}: ${status}${voided ? ", voided" : ""}${by ? ` by ${text(by)}` : ""}${at ? `, ${at}` : ""}${reason ? `: ${text(reason)}` : ""}`,
    ),
    ...step.commands.flatMap((command) => command.split("\n").map((each) => `  - ${code(each)}`)),
    ...Object.entries(step.fields).map(([name, value]) => `  - ${text(name)}: ${text(value)}`),
    ...step.evidence.map(
      ({ name, sha256, restricted }) =>
        `  - Evidence ${text(name)}${restricted ? " (restricted)" : ""}: ${code(sha256)}`,
    ),
  ];
}

/** The steps with their results, commands and evidence, behind the events. */
export function markdownSteps(state: RunState): string {
  const rows = stepRows(state);
  const phases = [...new Set(rows.map(({ phase }) => phase))];
  const lines = phases.flatMap((phase) => [
    "",
    `### ${text(phase)}`,
    "",
    ...rows.filter((row) => row.phase === phase).flatMap(stepLines),
  ]);
  return `${["", "## Steps", ...lines].join("\n")}\n`;
}

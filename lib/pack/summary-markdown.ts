import { markdownCode as code, markdownTable as table, markdownText as text } from "./markdown-text";
import type { RunSummary } from "./summary";

const OUTCOME: Record<string, string> = {
  complete: "complete",
  "no-go": "NO-GO",
  "rolled-back": "rolled back",
  "partially-rolled-back": "partially rolled back",
  blocker: "closed on a blocker",
  cancelled: "cancelled",
};

function instant(at: string | null): string {
  return at === null ? "–" : `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

function section(title: string, lines: readonly string[], none = "None."): string[] {
  return ["", `## ${title}`, "", ...(lines.length > 0 ? lines : [none])];
}

function standing({ run }: RunSummary): string {
  if (run.outcome)
    return `**${OUTCOME[run.outcome] ?? run.outcome}**${run.sealed ? ", sealed" : ", not sealed yet"}`;
  return `**${run.status}**: not closed when this was written`;
}

function head(summary: RunSummary): string[] {
  const { run, runbook, log, times, rollback } = summary;
  const facts: [string, string][] = [
    ["Result", standing(summary)],
    ["Kind", run.kind === "production" ? "PRODUCTION" : "rehearsal"],
    ["Runbook", `${text(runbook.title)} (${code(runbook.slug)}, version ${runbook.version})`],
    ["Runbook SHA-256", code(runbook.sha256)],
    ["T-0", `${instant(times.t0)} (zone ${text(times.timeZone)})`],
    ["Window", times.window ? `${instant(times.window.start)} to ${instant(times.window.end)}` : "none"],
    ["Started", instant(times.startedAt)],
    ["GO", instant(times.goAt)],
    ["Closed", instant(times.closedAt)],
    ["Events", `${log.headSeq}, of which ${log.entries} timeline entries`],
    ["Head hash", code(log.headHash)],
    ["Run", code(run.id)],
  ];
  if (rollback.tookMinutes !== null) {
    facts.push([rollback.drill ? "Rollback drill took" : "Rollback took", `${rollback.tookMinutes} min`]);
  }
  if (rollback.remaining !== null) facts.push(["Stays changed", text(rollback.remaining)]);
  if (rollback.rehearsedMinutes !== null)
    facts.push(["Rollback when rehearsed", `${rollback.rehearsedMinutes} min`]);
  return [`# ${text(run.title)}`, "", ...table(["", ""], facts)];
}

/** A PASS that left something unknown, as it is never read as a plain one. */
function unknown({ step, checks, accepted }: RunSummary["notComputed"][number]): string {
  return `${text(step)}, PASS with ${checks.map(text).join(", ")} not computed${accepted ? " (accepted by the decider)" : ""}`;
}

function decisions({ decisions: all }: RunSummary): string[] {
  return all.flatMap((decision) => {
    const votes = decision.answers.map(
      ({ role, name, answer, reason }) =>
        `  - ${text(role)} (${text(name)}): ${answer === "go" ? "GO" : "NO-GO"}${reason ? `, ${text(reason)}` : ""}`,
    );
    return [
      `- **D-${decision.number} ${text(decision.verdict.toUpperCase())}** by ${text(decision.decider)}, ${instant(decision.at)}: ${text(decision.reason)}`,
      ...(decision.question ? [`  - Question: ${text(decision.question)}`] : []),
      ...votes,
      ...(decision.silent.length > 0 ? [`  - Silent: ${decision.silent.map(text).join(", ")}`] : []),
      ...decision.notComputed.map((item) => `  - Rested on ${unknown(item)}`),
      ...decision.against.map((item) => `  - Stood against GO: ${text(item)}`),
      `  - Taken on event ${decision.basis.seq}, ${code(decision.basis.headHash)}`,
    ];
  });
}

function evidence({ evidence: all }: RunSummary): string[] {
  return table(
    ["Artifact", "Step", "Kind", "Bytes", "SHA-256"],
    all.map(({ name, stepId, kind, size, sha256, visibility }) => [
      text(name) + (visibility === "restricted" ? " (restricted)" : ""),
      stepId === null ? "–" : code(stepId),
      kind,
      size === null ? "–" : String(size),
      code(sha256),
    ]),
  );
}

function waivers({ waivers: all }: RunSummary): string[] {
  return table(
    ["Ticket", "For", "Reason", "Status", "Until", "Asked by", "Answered by"],
    all.map((waiver) => [
      text(waiver.ticket),
      text(waiver.subject),
      text(waiver.reason),
      waiver.status + (waiver.bySelf ? " (by oneself)" : ""),
      instant(waiver.expiresAt),
      text(waiver.requestedBy),
      text(waiver.answeredBy ?? "–"),
    ]),
  );
}

function finalRecord({ finalRecord: record }: RunSummary): string[] {
  if (!record) return [];
  const fields = Object.entries(record.fields).map(([name, value]) => [text(name), text(value)]);
  return [...table(["Field", "Value"], fields), "", `Signed by ${text(record.by)}, ${instant(record.at)}.`];
}

/** The summary for a reader: Markdown in which nobody's words can be anything but words. */
export function summaryMarkdown(summary: RunSummary): string {
  const { people, steps, blocker } = summary;
  const lines = [
    ...head(summary),
    ...section(
      "People",
      table(
        ["Role", "Held by"],
        [
          ...people.roles.map(({ name, holder }) => [text(name), text(holder ?? "nobody")]),
          ["Planned by", text(people.planner)],
          ...(people.deputy ? [["Deputy", text(people.deputy)]] : []),
        ],
      ),
    ),
    ...section("Decisions", decisions(summary)),
    ...section("Steps", [
      `${steps.passed} PASS, ${steps.warned} WARN, ${steps.failed} FAIL, ${steps.notApplicable} not applicable, ${steps.open} without a result.`,
    ]),
    ...section(
      "Not computed",
      summary.notComputed.map((item) => `- ${unknown(item)}`),
    ),
    ...section(
      "Completion criteria",
      summary.criteria.map(({ text: words, confirmedBy, confirmedAt }) =>
        confirmedBy === null
          ? `- ${text(words)}: **not confirmed**`
          : `- ${text(words)}: confirmed by ${text(confirmedBy)}, ${instant(confirmedAt)}`,
      ),
    ),
    ...section(
      "Departures from the plan",
      summary.departures.map(
        ({ at, text: words, by }) => `- ${instant(at)}: ${text(words)} (${by.map(text).join(", ")})`,
      ),
    ),
    ...section("Waivers", waivers(summary)),
    ...section(
      "Missed",
      summary.missed.map(({ at, text: words }) => `- ${instant(at)}: ${text(words)}`),
    ),
    ...(blocker
      ? section("Blocker", [
          `Classified as ${text(blocker.classification ?? "–")}. Root cause: ${text(blocker.rootCause ?? "–")}`,
        ])
      : []),
    ...section("Evidence", evidence(summary)),
    ...section("Final decision record", finalRecord(summary), "Not signed."),
  ];
  return `${lines.join("\n")}\n`;
}

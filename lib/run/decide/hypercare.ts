import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { TriggerAction } from "../definition";
import type { EventDraft } from "../events";
import { checkSeries, owedReports, owedRound, REPORT_FIELDS, watchOf } from "../hypercare-rounds";
import { conflict, malformed, notFound, refuse } from "../rejections";
import type { RunState } from "../state";
import { firstOf, optionalText, textRefusal, tooLong } from "../text-rules";
import { observationOf } from "./triggers";

/** What a monitoring table's *action on fail* asks for; null where it names none that the run knows. */
function actionOnFail(words: string | null): TriggerAction | null {
  if (words === null) return null;
  if (/rollback|roll\s?back|back\s?out/i.test(words)) return "rollback";
  if (/investigate/i.test(words)) return "investigate";
  return /alert|notify|page\b/i.test(words) ? "alert" : null;
}

interface Checked {
  id: string;
  onFail: string | null;
}

function findCheck(state: RunState, id: string): Checked | null {
  const series = checkSeries(state).find((each) => each.id === id);
  const watched = watchOf(state).find((check) => check.text === id);
  return series ?? (watched ? { id: watched.text, onFail: watched.onFail } : null);
}

/** The round that an answer given now settles: the one that is owed, once half of the time to it is gone (H.2). */
function settledRound(state: RunState, id: string, at: string): string | null {
  const series = checkSeries(state).find((each) => each.id === id);
  const owed = series ? owedRound(state, series) : null;
  if (!owed) return null;
  const half = (Date.parse(owed.missedAt) - Date.parse(owed.dueAt)) / 2;
  return Date.parse(at) >= Date.parse(owed.dueAt) - half ? owed.dueAt : null;
}

/** RecordCheck: a round answered; a FAIL raises the action that the runbook's table names, in the same commit (H.3). */
export function recordCheck(
  command: CommandOf<"RecordCheck">,
  state: RunState,
  role: string | null,
): Decision {
  const { seriesId, result } = command.payload;
  const check = findCheck(state, seriesId);
  if (!check) return reject(notFound("The runbook's hypercare has no such check."));
  const note = optionalText(command.payload.note);
  const refusal = firstOf(
    result === "pass" ? null : textRefusal(command.payload.note, "What was found"),
    tooLong(command.payload.note, "The note"),
  );
  if (refusal) return reject(refusal);
  const dueAt = settledRound(state, seriesId, command.meta.at);
  const recorded: EventDraft = { type: "CheckRecorded", role, payload: { seriesId, dueAt, result, note } };
  const action = result === "fail" ? actionOnFail(check.onFail) : null;
  if (action === null) return accept(recorded);
  const seen = { id: `check:${seriesId}`, text: `${seriesId}: ${check.onFail}`, action };
  const payload = observationOf(seen, state, note, command.meta.at);
  return accept(recorded, { type: "TriggerObserved", role, payload });
}

/** MissCheck: the timer's fact, when the next round falls due, once for each round (H.4). */
export function missCheck(command: CommandOf<"MissCheck">, state: RunState): Decision {
  const { seriesId } = command.payload;
  const series = checkSeries(state).find((each) => each.id === seriesId);
  const owed = series ? owedRound(state, series) : null;
  if (!owed) return reject(notFound("No round of this check is owed."));
  if (command.meta.at < owed.missedAt) return reject(conflict(`This round is owed until ${owed.missedAt}.`));
  return accept({ type: "CheckMissed", role: null, payload: { seriesId, dueAt: owed.dueAt } });
}

/** FileReport: with all of its fields; filed again it replaces the earlier one (H.5). */
export function fileReport(command: CommandOf<"FileReport">, state: RunState, role: string | null): Decision {
  const { reportId, fields: given } = command.payload;
  const report = owedReports(state).find((each) => each.id === reportId);
  if (!report) return reject(notFound("This hypercare owes no such report."));
  const unknown = Object.keys(given).filter((name) => !REPORT_FIELDS.some((each) => each === name));
  if (unknown.length > 0) return reject(malformed("The report has no such field.", unknown));
  const fields = Object.fromEntries(REPORT_FIELDS.map((name) => [name, (given[name] ?? "").trim()]));
  const missing = REPORT_FIELDS.filter((name) => !fields[name]);
  if (missing.length > 0)
    return reject(refuse("R10", `The report is not filled: ${missing.join(", ")}.`, missing));
  const refusal = firstOf(...REPORT_FIELDS.map((name) => tooLong(fields[name], name)));
  return refusal ? reject(refusal) : accept({ type: "ReportFiled", role, payload: { reportId, fields } });
}

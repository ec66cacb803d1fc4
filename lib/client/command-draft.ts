import type { Command, CommandPayloads, CommandType, ServerFacts } from "../run/commands";
import type { Verdict } from "../run/decision-state";

type Drafts = { [T in CommandType]: { type: T; payload: CommandPayloads[T] } };

/** What a person asks for on a screen; the sender adds the id, the server the actor and the time. */
export type CommandDraft =
  | Drafts[Exclude<CommandType, "PlanRun" | "AssignRole" | "ExpireDecisionClock">]
  /** The server finds the person by address. */
  | { type: "AssignRole"; payload: { role: string; email: string } };

/** Who asks, for the rules that run in the browser. */
export interface Asker {
  personId: string;
  name: string;
  isAdmin: boolean;
}

const NOBODY = "00000000-0000-4000-8000-000000000000";

/** The command as the rules see it. The id only names what would be created; a refusal does not depend on it. */
export function commandOf(
  draft: CommandDraft,
  asker: Asker,
  at: string,
  expectedSeq?: number,
  facts?: ServerFacts,
): Command {
  const meta = {
    commandId: NOBODY,
    actor: { kind: "person" as const, personId: asker.personId, name: asker.name },
    admin: asker.isAdmin,
    at,
    expectedSeq,
    headHash: "",
    facts,
  };
  if (draft.type === "AssignRole") {
    const { role, email } = draft.payload;
    return { type: "AssignRole", payload: { role, personId: NOBODY, name: email }, meta };
  }
  return { ...draft, meta };
}

const QUEUED_VERDICTS: readonly Verdict[] = ["no-go", "hold", "rollback"];

/**
 * True for what may wait for the line: what was typed, results, and whatever makes the run safer. A GO, a start
 * or a resume never waits: it would be carried out later on a state that nobody has seen.
 */
export function mayWait(draft: CommandDraft): boolean {
  switch (draft.type) {
    case "LogEntry":
    case "CorrectEntry":
    case "RecordField":
    case "RecordSubstep":
    case "PassStep":
    case "WarnStep":
    case "FailStep":
    case "MarkNotApplicable":
    case "AttachEvidence":
    case "RecordCheck":
    case "ReportAbort":
    case "ObserveTrigger":
      return true;
    case "Decide":
      return QUEUED_VERDICTS.includes(draft.payload.verdict);
    default:
      return false;
  }
}

/** True for what must not stand in a queue behind typed notes. */
export function isUrgent(draft: CommandDraft): boolean {
  return draft.type === "Decide" || draft.type === "ReportAbort" || draft.type === "ObserveTrigger";
}

/** One line that names the command to the person who gave it. */
export function nameOf(draft: CommandDraft): string {
  switch (draft.type) {
    case "Decide":
      return draft.payload.verdict.toUpperCase();
    case "LogEntry":
    case "CorrectEntry":
      return draft.payload.text;
    case "RecordField":
      return `${draft.payload.name}: ${draft.payload.value}`;
    case "RecordSubstep":
      return `Check ${draft.payload.result.toUpperCase()}`;
    case "PassStep":
      return "PASS";
    case "WarnStep":
      return "WARN";
    case "FailStep":
      return `FAIL: ${draft.payload.reason}`;
    case "MarkNotApplicable":
      return `N/A: ${draft.payload.reason}`;
    case "AttachEvidence":
      return `Evidence ${draft.payload.name}`;
    case "RecordCheck":
      return `Check ${draft.payload.result.toUpperCase()}: ${draft.payload.seriesId}`;
    case "ReportAbort":
      return "Abort condition";
    case "ObserveTrigger":
      return "Rollback trigger observed";
    default:
      return draft.type;
  }
}

import { roleName } from "../people";
import type { RunOutcome, RunState } from "../state";
import { type Line, line } from "./line";
import type { OtherEvent } from "./other-event";
import { describeTime, watchWords } from "./time";

const OUTCOME: Record<RunOutcome, string> = {
  complete: "complete",
  "no-go": "NO-GO",
  "rolled-back": "rolled back",
  "partially-rolled-back": "partially rolled back",
  blocker: "blocker",
  cancelled: "cancelled",
};

/** Facts of the run's life: who is who, when it began, how it ended. */
function describeLife(event: OtherEvent, state: RunState): Line | null {
  switch (event.type) {
    case "RunPlanned":
      return line(
        "quiet",
        "PLANNED",
        event.payload.title,
        `${event.payload.slug}, version ${event.payload.runbookVersion}`,
      );
    case "RoleAssigned":
      return line("quiet", "ROLE", `${roleName(state, event.payload.role)}: ${event.payload.name}`);
    case "CommandOffered":
      return line("live", "COMMAND offered", `to ${event.payload.to.name}`);
    case "CommandAccepted":
      return line("live", "COMMAND handed over", `${event.payload.from.name} to ${event.payload.to.name}`);
    case "CommandDeclined":
      return line(
        "quiet",
        "COMMAND declined",
        event.payload.reason ?? "The offer was declined or taken back.",
      );
    case "RunStarted":
      return line("live", "STARTED", "The run has begun.");
    case "RunCancelled":
      return line("quiet", "CANCELLED", event.payload.reason);
    case "HypercareStarted":
      return line("go", "HYPERCARE", "The main line is complete; hypercare has begun.");
    case "RollbackFinished":
      return event.payload.remaining
        ? line("rollback", "PARTLY ROLLED BACK", `What stays: ${event.payload.remaining}`)
        : line("rollback", "ROLLED BACK", "The rollback is complete.");
    case "CompletionDeclared":
      return line("go", "COMPLETE", "Every completion criterion is confirmed.");
    case "FinalRecordSigned":
      return line("quiet", "SIGNED", "The final decision record.");
    case "RunClosed":
      return line("quiet", "CLOSED", `Outcome: ${OUTCOME[event.payload.outcome]}. The run is sealed.`);
    default:
      return null;
  }
}

function describeRecord(event: OtherEvent, state: RunState): Line | null {
  switch (event.type) {
    case "EvidenceAttached": {
      const kind = event.payload.kind === "reference" ? "by reference, " : "";
      return line(
        "quiet",
        "EVIDENCE",
        event.payload.name,
        `${kind}SHA-256 ${event.payload.sha256.slice(0, 12)}…`,
      );
    }
    case "WriteFreezeSet":
      return line("hold", event.payload.on ? "WRITE FREEZE" : "FREEZE LIFTED", event.payload.reason ?? "");
    case "BroadcastSent":
      return line("live", "UPDATE sent", event.payload.text, watchWords(event.payload.watch ?? null));
    case "EntryLogged":
      return line("quiet", event.payload.kind === "note" ? "" : event.payload.kind, event.payload.text);
    case "EntryCorrected":
      return line("quiet", "correction", event.payload.text, `corrects #${event.payload.entrySeq}`);
    case "CriterionConfirmed": {
      const criterion = state.criteria.find((each) => each.id === event.payload.criterionId);
      return line("go", "CONFIRMED", criterion?.text ?? event.payload.criterionId);
    }
    default:
      return null;
  }
}

export function describeOther(event: OtherEvent, state: RunState): Line {
  return (
    describeLife(event, state) ??
    describeRecord(event, state) ??
    describeTime(event, state) ??
    line("quiet", event.type, "")
  );
}

import type { Verdict } from "../decision-state";
import type { EventPayloads, EventType, RunEvent } from "../events";
import { roleName } from "../people";
import type { RunState } from "../state";
import { locate, pointById } from "../structure";
import { type Line, line, type Tone } from "./line";

export const DECISION_EVENTS = [
  "PollOpened",
  "VoteCast",
  "Decided",
  "AbortReported",
  "AbortWithdrawalRequested",
  "AbortWithdrawn",
  "BlockerClassified",
  "SignedOff",
  "TriggerObserved",
  "AlertRepeated",
  "AlertResolved",
  "DecisionClockExpired",
] as const satisfies readonly EventType[];

type DecisionEvent = Extract<RunEvent, { type: (typeof DECISION_EVENTS)[number] }>;

const VERDICT: Record<Verdict, { tone: Tone; word: string }> = {
  go: { tone: "go", word: "GO" },
  "no-go": { tone: "nogo", word: "NO-GO" },
  rollback: { tone: "rollback", word: "ROLLBACK" },
  hold: { tone: "hold", word: "HOLD" },
  continue: { tone: "live", word: "CONTINUE" },
  resume: { tone: "live", word: "RESUME" },
  "close-blocker": { tone: "halt", word: "CLOSED AS BLOCKER" },
};

function answersText(decision: EventPayloads["Decided"]): string | null {
  if (decision.pollId === null) return null;
  const go = decision.answers.filter((answer) => answer.answer === "go").length;
  const silent = decision.silent.length > 0 ? `, ${decision.silent.length} silent` : "";
  return `${go} GO, ${decision.answers.length - go} NO-GO${silent}`;
}

function decided(decision: EventPayloads["Decided"], state: RunState): Line {
  const { tone, word } = VERDICT[decision.verdict];
  const point = decision.decisionPointId ? pointById(state, decision.decisionPointId)?.title : undefined;
  const trigger = decision.triggerId
    ? state.observed.find((each) => each.triggerId === decision.triggerId)?.text
    : undefined;
  const subject = point ?? trigger;
  const text = subject ? `${subject}: ${decision.reason}` : decision.reason;
  const detail = [`decision D-${decision.number}`, answersText(decision)].filter((part) => part !== null);
  return line(tone, word, text, detail.join(" · "));
}

/** What was signed, in the room's words. */
function signedSubject(state: RunState, subject: string): string {
  if (subject === "resume") return "Resuming";
  if (subject.startsWith("window")) return "A later end of the window";
  const step = locate(state, subject.replace(/^step:/, ""))?.step;
  return step?.title ?? pointById(state, subject)?.title ?? subject;
}

export function describeDecision(event: DecisionEvent, state: RunState): Line {
  switch (event.type) {
    case "PollOpened": {
      const roles = event.payload.roles.map((role) => roleName(state, role)).join(", ");
      return line("live", "POLL", event.payload.question, roles === "" ? null : `asked: ${roles}`);
    }
    case "VoteCast": {
      const go = event.payload.answer === "go";
      return line(
        go ? "go" : "nogo",
        go ? "GO" : "NO-GO",
        roleName(state, event.payload.role),
        event.payload.reason,
      );
    }
    case "Decided":
      return decided(event.payload, state);
    case "AbortReported":
      return line("halt", "ABORT", event.payload.text, event.payload.note);
    case "AbortWithdrawalRequested":
      return line("hold", "WITHDRAWAL asked", event.payload.reason);
    case "AbortWithdrawn":
      return line("live", "ABORT withdrawn", event.payload.reason);
    case "BlockerClassified":
      return line("halt", "BLOCKER", event.payload.classification, event.payload.rootCause);
    case "SignedOff": {
      return line("live", "SIGNED OFF", signedSubject(state, event.payload.subject), event.payload.statement);
    }
    case "TriggerObserved":
      return line("rollback", "TRIGGER", event.payload.text, event.payload.note);
    case "AlertRepeated":
      return line("rollback", "ALERT fires on", event.payload.name);
    case "AlertResolved":
      return line("live", "ALERT resolved", event.payload.name, "whatever was to be decided still is");
    case "DecisionClockExpired": {
      const text = state.observed.find((each) => each.triggerId === event.payload.triggerId)?.text;
      return line("halt", "CLOCK EXPIRED", text ?? event.payload.triggerId, "no decision within the time");
    }
    default:
      event satisfies never;
      return line("quiet", "", "");
  }
}

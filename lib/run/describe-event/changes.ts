import type { EventType, RunEvent } from "../events";
import type { RunState } from "../state";
import { type Line, line } from "./line";
import { zonedText } from "./zoned-text";

/** Events that change who is in command, what was planned, or what was approved. */
export const CHANGE_EVENTS = [
  "CommandOfferLapsed",
  "DeputyNamed",
  "CommandAssumed",
  "AppointmentProposed",
  "DeciderAppointed",
  "VariablesSet",
  "StepsCarriedOver",
  "T0Moved",
  "WindowExtensionRequested",
  "WindowExtensionWithdrawn",
  "WindowExtended",
  "AmendmentProposed",
  "AmendmentApproved",
  "AmendmentApplied",
  "AmendmentRejected",
  "WaiverRequested",
  "WaiverGranted",
  "WaiverDenied",
  "WaiverExpired",
] as const satisfies readonly EventType[];

type ChangeEvent = Extract<RunEvent, { type: (typeof CHANGE_EVENTS)[number] }>;
type WaiverEvent = Extract<ChangeEvent, { type: `Waiver${string}` }>;

function waiverText(state: RunState, waiverId: string): string {
  const waiver = state.waivers.find((each) => each.id === waiverId);
  return waiver ? `${waiver.ticket}: ${waiver.subjectText}` : waiverId;
}

function describeWaiver(event: WaiverEvent, state: RunState): Line {
  switch (event.type) {
    case "WaiverRequested":
      return line(
        "hold",
        "WAIVER asked",
        `${event.payload.ticket}: ${event.payload.subjectText}`,
        event.payload.reason,
      );
    case "WaiverGranted": {
      const detail = event.payload.bySelf ? "granted by who asked (rehearsal)" : event.payload.statement;
      return line("hold", "WAIVER granted", waiverText(state, event.payload.waiverId), detail);
    }
    case "WaiverDenied":
      return line("quiet", "WAIVER denied", waiverText(state, event.payload.waiverId), event.payload.reason);
    case "WaiverExpired":
      return line("hold", "WAIVER expired", waiverText(state, event.payload.waiverId));
    default:
      event satisfies never;
      return line("quiet", "", "");
  }
}

export function describeChange(event: ChangeEvent, state: RunState): Line {
  switch (event.type) {
    case "CommandOfferLapsed":
      return line("quiet", "COMMAND not taken", "The offer lapsed unanswered.");
    case "DeputyNamed":
      return line("quiet", "DEPUTY", event.payload.name);
    case "CommandAssumed": {
      const why = event.payload.ground === "absence" ? "the decider is away" : "half the clock is gone";
      return line(
        "live",
        "COMMAND assumed",
        `by ${event.payload.to.name} from ${event.payload.from.name}: ${why}`,
        event.payload.reason,
      );
    }
    case "AppointmentProposed":
      return line("hold", "APPOINTMENT asked", event.payload.to.name, event.payload.reason);
    case "DeciderAppointed": {
      const by = event.payload.by.map((person) => person.name).join(" and ");
      return line("live", "COMMAND appointed", `to ${event.payload.to.name} by ${by}`, event.payload.reason);
    }
    case "VariablesSet":
      return line("quiet", "VARIABLES", Object.keys(event.payload.variables).join(", "));
    case "StepsCarriedOver":
      return line("quiet", "CARRIED OVER", `${event.payload.stepIds.length} results`, event.payload.reason);
    case "T0Moved":
      return line(
        "hold",
        "T-0 moved",
        `to ${zonedText(event.payload.to, state.timeZone)}`,
        event.payload.reason,
      );
    case "WindowExtensionRequested":
      return line(
        "hold",
        "WINDOW extension asked",
        `to ${zonedText(event.payload.end, state.timeZone)}`,
        event.payload.reason,
      );
    case "WindowExtensionWithdrawn":
      return line("quiet", "WINDOW stays", "The extension is not asked for any more.", event.payload.reason);
    case "WindowExtended":
      return line(
        "hold",
        "WINDOW extended",
        `to ${zonedText(event.payload.end, state.timeZone)}`,
        event.payload.reason,
      );
    case "AmendmentProposed": {
      const size = event.payload.large ? "the run is held" : "only what it touches waits";
      return line(
        "hold",
        "AMENDMENT",
        `version ${event.payload.runbookVersion}: ${size}`,
        event.payload.reason,
      );
    }
    case "AmendmentApproved":
      return line("live", "AMENDMENT approved", event.payload.statement);
    case "AmendmentApplied":
      return line("live", "AMENDED", `The run executes version ${event.payload.runbookVersion}.`);
    case "AmendmentRejected":
      return line("quiet", "AMENDMENT rejected", event.payload.reason);
    default:
      return describeWaiver(event, state);
  }
}

import type { CommandDraft } from "@/lib/client/command-draft";
import { nextDecisionPoint } from "@/lib/run/focus";
import { askedVariables } from "@/lib/run/start-clearance";
import type { RunState } from "@/lib/run/state";
import { decideDraft } from "./decide-draft";
import type { RoomDialog } from "./room-ui";

/** Something that the palette offers: its words, where it leads, and the command that says whether it may be done now. */
interface PaletteAction {
  word: string;
  dialog: RoomDialog;
  /** Null for what asks no rule. */
  asks: CommandDraft | null;
}

const NOBODY = "00000000-0000-4000-8000-000000000000";
const someone = { personId: NOBODY, name: "asked" };

/** Decisions, by their word; which point a GO and a NO-GO are about is the run's next one. */
function decisions(state: RunState): PaletteAction[] {
  const point = nextDecisionPoint(state)?.id;
  const decide = (
    word: string,
    verdict: Parameters<typeof decideDraft>[0],
    decisionPointId?: string,
  ): PaletteAction => ({
    word,
    dialog: { kind: "decide", verdict, decisionPointId },
    asks: decideDraft(verdict, decisionPointId, verdict === "go" ? state.poll?.id : undefined),
  });
  return [
    decide("GO", "go", point),
    decide("NO-GO", "no-go", point),
    decide("ROLLBACK", "rollback"),
    decide("HOLD", "hold"),
    decide("RESUME", "resume"),
    decide("Close as a blocker", "close-blocker"),
  ];
}

/** Everything that opens a dialog, decisions first. */
export function paletteActions(state: RunState): PaletteAction[] {
  return [
    ...decisions(state),
    {
      word: "Report a rollback trigger",
      dialog: { kind: "trigger" },
      asks: { type: "ObserveTrigger", payload: { text: "asked" } },
    },
    {
      word: "Report an abort condition",
      dialog: { kind: "abort" },
      asks: { type: "ReportAbort", payload: { text: "asked" } },
    },
    {
      word: "Send an update",
      dialog: { kind: "broadcast" },
      asks: { type: "SendBroadcast", payload: { text: "asked" } },
    },
    {
      word: "Put the update off",
      dialog: { kind: "snooze-update" },
      asks: { type: "SnoozeBroadcast", payload: { minutes: 60, reason: "asked" } },
    },
    {
      word: "Write freeze",
      dialog: { kind: "write-freeze" },
      asks: { type: "SetWriteFreeze", payload: { on: !state.writeFreeze.on, reason: "asked" } },
    },
    {
      word: "Hand over command",
      dialog: { kind: "handover" },
      asks: state.commandOffer ? null : { type: "OfferCommand", payload: someone },
    },
    {
      word: "Name a deputy",
      dialog: { kind: "name-deputy" },
      asks: { type: "NameDeputy", payload: someone },
    },
    {
      word: "Assume command",
      dialog: { kind: "assume-command" },
      asks: { type: "AssumeCommand", payload: { reason: "asked" } },
    },
    {
      word: "Appoint who decides",
      dialog: { kind: "appoint-decider" },
      asks: { type: "AppointDecider", payload: { ...(state.appointment?.to ?? someone), reason: "asked" } },
    },
    { word: "Fill in variables", dialog: { kind: "variables" }, asks: variables(state) },
    {
      word: "Move T-0",
      dialog: { kind: "move-t0" },
      asks: { type: "MoveT0", payload: { t0: shifted(state.t0), reason: "asked" } },
    },
    {
      word: "Extend the window",
      dialog: { kind: "extend-window" },
      asks: {
        type: "ExtendWindow",
        payload: { end: shifted(state.window?.end ?? state.t0), reason: "asked" },
      },
    },
    {
      word: "Amend the runbook",
      dialog: { kind: "propose-amendment" },
      asks: { type: "ProposeAmendment", payload: { version: state.runbook.version + 1, reason: "asked" } },
    },
    ...(state.continues ? [carryOver(state)] : []),
    {
      word: "Cancel the run",
      dialog: { kind: "cancel-run" },
      asks: { type: "CancelRun", payload: { reason: "asked" } },
    },
    { word: "Share with stakeholders", dialog: { kind: "share" }, asks: null },
    { word: "Keys", dialog: { kind: "keys" }, asks: null },
  ];
}

function variables(state: RunState): CommandDraft {
  const name = askedVariables(state)[0] ?? "NAME";
  // A value that the run has already would be refused as no change.
  return { type: "SetVariables", payload: { variables: { [name]: `${state.variables[name] ?? ""}x` } } };
}

function carryOver(state: RunState): PaletteAction {
  const stepIds = (state.continues?.passes ?? []).slice(0, 1).map(({ stepId }) => stepId);
  return {
    word: "Carry results over",
    dialog: { kind: "carry-over" },
    asks: { type: "CarryOver", payload: { stepIds, reason: "asked" } },
  };
}

/** A minute earlier or later than now asks the rules the same; the same instant would be refused as no change. */
function shifted(iso: string): string {
  return new Date(Date.parse(iso) + 60_000).toISOString();
}

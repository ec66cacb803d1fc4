"use client";

import type { CommandDraft } from "@/lib/client/command-draft";
import { nextDecisionPoint } from "@/lib/run/focus";
import { deciderRole, isDecider } from "@/lib/run/people";
import type { Verdict } from "@/lib/run/state";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { HoldButton } from "../ui/hold-button";
import { Icon } from "../ui/icon";
import { ActProblemLine } from "./act-problem";
import { AgainstGo } from "./against-go";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";

/** What makes the run safer stands at the left, what lets it go on at the right, and the reasons in between. */
export function DecisionBar({ className }: { className?: string }) {
  const { state, me } = useRoom();
  const decides = isDecider(state, me.personId);
  return (
    <footer
      aria-label="Decision"
      className={cx(
        "gap-x-6 gap-y-4 border-t border-line bg-panel px-3 py-3 sm:px-5 lg:grid-cols-[auto_minmax(0,1fr)_auto] lg:items-center",
        className,
      )}
    >
      <div className="order-3 flex flex-wrap gap-2.5 max-lg:border-t max-lg:border-line max-lg:pt-4 lg:order-1">
        <SaferVerdicts />
      </div>
      <div className="order-2 min-w-0 text-[0.8125rem]">
        <AgainstGo />
        {decides ? null : <p className="mt-0.5 text-muted">{whoDecides(state)}</p>}
      </div>
      <div className="order-1 flex flex-wrap items-center gap-2.5 lg:order-3">
        <Onward />
      </div>
    </footer>
  );
}

function whoDecides(state: Parameters<typeof deciderRole>[0]): string {
  const role = deciderRole(state);
  return role?.holder
    ? `${role.holder.name} (${role.name}) decides.`
    : "Nobody holds the decider's role yet.";
}

const looks = {
  "no-go": { variant: "nogo", icon: "slash", word: "NO-GO" },
  rollback: { variant: "rollback", icon: "turn-back", word: "ROLLBACK" },
  hold: { variant: "hold", icon: "pause", word: "HOLD" },
} as const;

/** Always there while the run can still change: pressing one opens its dialog, holding confirms it there. */
function SaferVerdicts() {
  const { state } = useRoom();
  if (state.status === "planned" || state.status === "closed" || state.status === "concluding")
    return <PlannedWays />;
  if (state.status === "rolling-back") return null;
  return (
    <>
      <VerdictButton verdict="no-go" />
      <VerdictButton verdict="rollback" />
      {state.status === "held" ? <ResumeButton /> : <VerdictButton verdict="hold" />}
    </>
  );
}

function VerdictButton({ verdict }: { verdict: keyof typeof looks }) {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const decisionPointId = verdict === "no-go" ? nextDecisionPoint(state)?.id : undefined;
  const barred = refuse(decideDraft(verdict, decisionPointId));
  const { variant, icon, word } = looks[verdict];
  return (
    <Button
      size="lg"
      variant={variant}
      disabled={barred !== null}
      title={barred?.message}
      className="max-lg:min-h-13 max-lg:flex-1"
      onClick={() => openDialog({ kind: "decide", verdict, decisionPointId })}
    >
      <Icon name={icon} /> {word}
    </Button>
  );
}

function ResumeButton() {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const barred = refuse(decideDraft("resume"));
  return (
    <Button
      size="lg"
      variant="primary"
      disabled={barred !== null}
      title={barred?.message}
      onClick={() => openDialog({ kind: "decide", verdict: "resume" })}
    >
      <Icon name="arrow-right" /> RESUME…
    </Button>
  );
}

function PlannedWays() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  if (state.status !== "planned") return null;
  const barred = refuse({ type: "CancelRun", payload: { reason: "asked" } });
  return barred ? null : (
    <Button size="lg" onClick={() => openDialog({ kind: "cancel-run" })}>
      Cancel the run…
    </Button>
  );
}

/** What lets the run go on, by where it stands. */
function Onward() {
  const { state } = useRoom();
  switch (state.status) {
    case "planned":
      return <HoldCommand draft={{ type: "StartRun", payload: {} }} word="Start the run" variant="primary" />;
    case "running":
      return <PollAndGo />;
    case "halted":
      return <HaltWays />;
    case "rolling-back":
      return null;
    case "hypercare":
      return state.declaredAt ? (
        <HoldCommand draft={{ type: "CloseRun", payload: {} }} word="Close the run" variant="primary" />
      ) : (
        <HoldCommand draft={{ type: "DeclareComplete", payload: {} }} word="Declare complete" variant="go" />
      );
    case "concluding":
      return <HoldCommand draft={{ type: "CloseRun", payload: {} }} word="Close the run" variant="primary" />;
    default:
      return null;
  }
}

function PollAndGo() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const { act, busy, problem } = useAct();
  const point = nextDecisionPoint(state);
  if (!point) return null;
  const open: CommandDraft = { type: "OpenPoll", payload: { decisionPointId: point.id } };
  const pollBarred = refuse(open);
  const goBarred = refuse(decideDraft("go", point.id, state.poll?.id));
  return (
    <>
      <ActProblemLine problem={problem} />
      <Button
        size="lg"
        disabled={pollBarred !== null}
        title={pollBarred?.message}
        busy={busy}
        className="max-lg:min-h-13"
        onClick={() => act(open)}
      >
        {state.poll ? "Poll is open" : "Open poll"}
      </Button>
      <Button
        size="lg"
        variant="go"
        disabled={goBarred !== null}
        title={goBarred?.message}
        className="min-w-20 max-lg:min-h-13 max-lg:flex-1"
        onClick={() => openDialog({ kind: "decide", verdict: "go", decisionPointId: point.id })}
      >
        <Icon name="check" /> GO
      </Button>
    </>
  );
}

function HaltWays() {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const resumeBarred = refuse(decideDraft("resume"));
  const closeBarred = refuse(decideDraft("close-blocker"));
  return (
    <>
      <Button
        size="lg"
        disabled={closeBarred !== null}
        title={closeBarred?.message}
        onClick={() => openDialog({ kind: "decide", verdict: "close-blocker" })}
      >
        Close as a blocker…
      </Button>
      <Button
        size="lg"
        variant="primary"
        disabled={resumeBarred !== null}
        title={resumeBarred?.message}
        onClick={() => openDialog({ kind: "decide", verdict: "resume" })}
      >
        RESUME…
      </Button>
    </>
  );
}

interface HoldCommandProps {
  draft: CommandDraft;
  word: string;
  variant: "go" | "primary" | "rollback";
}

/** A step in the run's life, confirmed by holding; says beside it why it cannot be taken yet. */
export function HoldCommand({ draft, word, variant }: HoldCommandProps) {
  const { refuse } = useRoom();
  const { act, problem } = useAct();
  const barred = refuse(draft);
  return (
    <div className="flex flex-wrap items-center gap-3">
      {barred ? (
        <p className="max-w-96 text-[0.8125rem] text-muted">
          {[barred.message, ...barred.missing].join(" ")}
        </p>
      ) : null}
      <ActProblemLine problem={problem} />
      <HoldButton
        size="lg"
        variant={variant}
        disabled={barred !== null}
        reason={barred?.message}
        onConfirm={() => act(draft)}
      >
        {word}
      </HoldButton>
    </div>
  );
}

/** A decision as it is asked of the rules before anybody has given a reason. */
export function decideDraft(verdict: Verdict, decisionPointId?: string, pollId?: string): CommandDraft {
  return { type: "Decide", payload: { verdict, reason: "asked", decisionPointId, pollId } };
}

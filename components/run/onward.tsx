"use client";

import type { CommandDraft } from "@/lib/client/command-draft";
import { nextDecisionPoint } from "@/lib/run/focus";
import { isDecider } from "@/lib/run/people";
import type { Rejection } from "@/lib/run/rejections";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ActProblemLine } from "./act-problem";
import { BarredNote } from "./barred-note";
import type { BarredButton } from "./barred-reasons";
import { decideDraft } from "./decide-draft";
import { HoldCommand } from "./hold-command";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";

/** What lets the run go on, by where it stands. */
export function Onward() {
  const { state } = useRoom();
  switch (state.status) {
    case "planned":
      return <HoldCommand draft={{ type: "StartRun", payload: {} }} word="Start the run" variant="primary" />;
    case "running":
      return <PollAndGo />;
    case "held":
      return <Resume />;
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

/** Why a button is barred, in words for who could press it; on a desk the bar has no room, and hovering says it. */
function ToldTheDecider({ buttons }: { buttons: readonly BarredButton[] }) {
  const { state, me } = useRoom();
  if (!isDecider(state, me.personId)) return null;
  return (
    <BarredNote className="grid basis-full gap-1 text-[0.8125rem] text-muted lg:sr-only" buttons={buttons} />
  );
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
      {/* What stands against GO is listed beside; only the poll's own reason is said here. */}
      {state.poll ? null : <ToldTheDecider buttons={[{ word: "Open poll", barred: pollBarred }]} />}
    </>
  );
}

/** Out of a hold: where a poll and GO stand else, because those wait for it. */
function Resume() {
  const { refuse } = useRoom();
  const barred = refuse(decideDraft("resume"));
  return (
    <>
      <ResumeButton barred={barred} />
      <ToldTheDecider buttons={[{ word: "RESUME", barred }]} />
    </>
  );
}

function ResumeButton({ barred }: { barred: Rejection | null }) {
  const { openDialog } = useRoomUi();
  return (
    <Button
      size="lg"
      variant="primary"
      disabled={barred !== null}
      title={barred?.message}
      className="max-lg:min-h-13 max-lg:flex-1"
      onClick={() => openDialog({ kind: "decide", verdict: "resume" })}
    >
      <Icon name="arrow-right" /> RESUME…
    </Button>
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
        className="max-lg:min-h-13"
        onClick={() => openDialog({ kind: "decide", verdict: "close-blocker" })}
      >
        <Icon name="octagon" /> Close as a blocker…
      </Button>
      <ResumeButton barred={resumeBarred} />
      <ToldTheDecider
        buttons={[
          { word: "Close as a blocker", barred: closeBarred },
          { word: "RESUME", barred: resumeBarred },
        ]}
      />
    </>
  );
}
